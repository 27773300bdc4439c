/** What comes on a queue that is an event source, told apart and decoded. */
@NullMarked
package dev.sluice.agent.format;

import org.jspecify.annotations.NullMarked;
