/** SqsEventSources: queues of native AWS events, declared as Flux users declare things. */
@NullMarked
package dev.sluice.agent.source;

import org.jspecify.annotations.NullMarked;
