/** What the tests of this module share. */
@NullMarked
package dev.sluice.function;

import org.jspecify.annotations.NullMarked;
