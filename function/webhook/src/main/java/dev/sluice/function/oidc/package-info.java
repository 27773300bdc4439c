/**
 * Tokens of OpenID Connect issuers: which are genuine, and how the issuers' keys are fetched and kept. Start at
 * {@link dev.sluice.function.oidc.TokensOnDemand}.
 */
@NullMarked
package dev.sluice.function.oidc;

import org.jspecify.annotations.NullMarked;
