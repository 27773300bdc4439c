/** Finds the objects that an event is for, where a Receiver does not simply name them. */
@NullMarked
package dev.sluice.agent.select;

import org.jspecify.annotations.NullMarked;
