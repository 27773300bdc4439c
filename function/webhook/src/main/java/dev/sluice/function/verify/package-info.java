/** Verifying: one verifier per Receiver type, each with Flux's own rules. */
@NullMarked
package dev.sluice.function.verify;

import org.jspecify.annotations.NullMarked;
