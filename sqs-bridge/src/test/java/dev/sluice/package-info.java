/** What the tests of this module share. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;
