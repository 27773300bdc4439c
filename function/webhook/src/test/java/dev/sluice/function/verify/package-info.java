/** Tests of verifiers. */
@NullMarked
package dev.sluice.function.verify;

import org.jspecify.annotations.NullMarked;
