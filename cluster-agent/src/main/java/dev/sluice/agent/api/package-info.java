/** What the agent asks of the Kubernetes API about the objects that Receivers name. */
@NullMarked
package dev.sluice.agent.api;

import org.jspecify.annotations.NullMarked;
