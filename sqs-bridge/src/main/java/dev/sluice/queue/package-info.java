/** The two ends of the queue: sender and poller. */
@NullMarked
package dev.sluice.queue;

import org.jspecify.annotations.NullMarked;
