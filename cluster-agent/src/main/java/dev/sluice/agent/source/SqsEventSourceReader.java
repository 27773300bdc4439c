package dev.sluice.agent.source;

import dev.sluice.agent.format.EventFormat;
import dev.sluice.agent.receiver.ReceiverReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an SqsEventSource from its API object. */
public final class SqsEventSourceReader {

    private SqsEventSourceReader() {}

    /** The SqsEventSource; what is absent is empty. */
    public static SqsEventSource read(SqsEventSourceResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        Optional<SqsEventSourceResource.Spec> spec = Optional.ofNullable(resource.getSpec());
        Optional<SqsEventSourceResource.Queue> queue = spec.map(SqsEventSourceResource.Spec::queue);
        return new SqsEventSource(
                new SourceName(metadata.getNamespace(), metadata.getName()),
                Objects.requireNonNullElse(metadata.getUid(), ""),
                Objects.requireNonNullElse(metadata.getGeneration(), 0L),
                Objects.requireNonNullElse(metadata.getResourceVersion(), ""),
                Optional.ofNullable(metadata.getCreationTimestamp()).map(Instant::parse),
                metadata.getAnnotations() == null ? Map.of() : Map.copyOf(metadata.getAnnotations()),
                queue.map(SqsEventSourceResource.Queue::name).orElse(""),
                queue.map(SqsEventSourceResource.Queue::region),
                EventFormat.of(spec.map(SqsEventSourceResource.Spec::format).orElse(EventFormat.AUTO.label())),
                spec.map(SqsEventSourceResource.Spec::events).orElse(List.of()),
                ReceiverReader.references(
                        spec.map(SqsEventSourceResource.Spec::resources).orElse(null)),
                spec.map(SqsEventSourceResource.Spec::resourceFilter).filter(filter -> !filter.isEmpty()),
                spec.map(SqsEventSourceResource.Spec::suspend).orElse(false),
                Optional.ofNullable(resource.getStatus())
                        .map(SqsEventSourceReader::standing)
                        .orElse(SourceStanding.NONE));
    }

    private static SourceStanding standing(SqsEventSourceResource.Status status) {
        return new SourceStanding(
                Objects.requireNonNullElse(status.observedGeneration(), -1L),
                time(status.lastEventTime()),
                Optional.ofNullable(status.lastHandledReconcileAt()),
                Objects.requireNonNullElse(status.conditions(), List.<SqsEventSourceResource.Condition>of()).stream()
                        .map(SqsEventSourceReader::condition)
                        .toList());
    }

    private static SourceCondition condition(SqsEventSourceResource.Condition condition) {
        return new SourceCondition(
                condition.type(),
                condition.status(),
                condition.reason(),
                condition.message(),
                Objects.requireNonNullElse(condition.observedGeneration(), 0L),
                time(condition.lastTransitionTime()).orElse(Instant.EPOCH));
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
