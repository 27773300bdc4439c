/** How long the function takes to start. */
@NullMarked
package dev.sluice.benchmarks.coldstart;

import org.jspecify.annotations.NullMarked;
