/** Tokens that no route carries, kept from Secrets Manager: external mode. */
@NullMarked
package dev.sluice.function.tokens;

import org.jspecify.annotations.NullMarked;
