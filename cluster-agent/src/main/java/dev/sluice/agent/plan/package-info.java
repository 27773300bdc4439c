/** Decides which objects an event is for; pure. */
@NullMarked
package dev.sluice.agent.plan;

import org.jspecify.annotations.NullMarked;
