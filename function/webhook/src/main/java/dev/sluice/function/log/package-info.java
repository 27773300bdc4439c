/** The function's log. */
@NullMarked
package dev.sluice.function.log;

import org.jspecify.annotations.NullMarked;
