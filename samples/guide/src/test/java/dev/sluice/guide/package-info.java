/** The documentation, checked against itself and against the code, and its commands, run. */
@NullMarked
package dev.sluice.guide;

import org.jspecify.annotations.NullMarked;
