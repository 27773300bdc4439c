/** Tests with a real issuer, on loopback. */
@NullMarked
package dev.sluice.function.oidc;

import org.jspecify.annotations.NullMarked;
