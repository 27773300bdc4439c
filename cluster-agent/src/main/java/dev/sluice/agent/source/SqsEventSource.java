package dev.sluice.agent.source;

import dev.sluice.agent.api.KubernetesObjects;
import dev.sluice.agent.format.EventFormat;
import dev.sluice.agent.receiver.ResourceReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An SqsEventSource: a queue of events, and what to reconcile by them.
 *
 * @param name which one
 * @param uid its {@code metadata.uid}
 * @param generation its {@code metadata.generation}, which counts the changes of its spec
 * @param version its {@code metadata.resourceVersion}
 * @param created its {@code metadata.creationTimestamp}
 * @param annotations its annotations
 * @param queueName {@code spec.queue.name}
 * @param region {@code spec.queue.region}; empty: the agent's
 * @param format {@code spec.format}; empty: one that this version of the agent does not know
 * @param events {@code spec.events}; empty: all
 * @param resources {@code spec.resources}
 * @param resourceFilter {@code spec.resourceFilter}
 * @param suspended {@code spec.suspend}
 * @param standing what its status says
 */
public record SqsEventSource(
        SourceName name,
        String uid,
        long generation,
        String version,
        Optional<Instant> created,
        Map<String, String> annotations,
        String queueName,
        Optional<String> region,
        Optional<EventFormat> format,
        List<String> events,
        List<ResourceReference> resources,
        Optional<String> resourceFilter,
        boolean suspended,
        SourceStanding standing) {

    /** The value of the annotation by which somebody asks that it be looked at again. */
    public Optional<String> reconcileRequest() {
        return Optional.ofNullable(annotations.get(KubernetesObjects.REQUESTED_AT));
    }
}
