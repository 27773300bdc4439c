/** The agent in the cluster: {@link dev.sluice.agent.AgentMain} reads the options, {@link dev.sluice.agent.Agent} wires. */
@NullMarked
package dev.sluice.agent;

import org.jspecify.annotations.NullMarked;
