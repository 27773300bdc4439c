/** The Receivers of the cluster, as Flux's users wrote them. */
@NullMarked
package dev.sluice.agent.receiver;

import org.jspecify.annotations.NullMarked;
