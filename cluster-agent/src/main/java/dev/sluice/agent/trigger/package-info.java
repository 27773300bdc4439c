/** Triggers the reconciliation of one object. */
@NullMarked
package dev.sluice.agent.trigger;

import org.jspecify.annotations.NullMarked;
