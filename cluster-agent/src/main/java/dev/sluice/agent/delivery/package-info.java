/** One event from the queue to its triggers. */
@NullMarked
package dev.sluice.agent.delivery;

import org.jspecify.annotations.NullMarked;
