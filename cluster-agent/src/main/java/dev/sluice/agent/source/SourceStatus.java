package dev.sluice.agent.source;

import dev.sluice.agent.api.KubernetesObjects;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the status of SqsEventSources, by a JSON merge patch of what changed. When the API server does not take it, that
 * is logged, and the next call tries again. A suspended source keeps the status that it has.
 */
public final class SourceStatus {

    private static final Logger LOG = LoggerFactory.getLogger(SourceStatus.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1_000;
    /** Other replicas write, too. */
    private static final int TRIES = 3;

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(KubernetesObjects.FIELD_MANAGER)
            .build();

    private final KubernetesClient kubernetes;
    private final Clock clock;
    private final Map<String, Instant> eventTimes = new LinkedHashMap<>();

    /**
     * @param kubernetes writes the status
     * @param clock tells when a condition changed
     */
    public SourceStatus(KubernetesClient kubernetes, Clock clock) {
        this.kubernetes = kubernetes;
        this.clock = clock;
    }

    /**
     * Writes the conditions of a state, the observed generation and the reconcile request that was handled; nothing when the
     * status says so already. Takes as long as the API server does.
     *
     * @param source the source as it was when the state was found
     * @param state how it stands with it
     */
    public void write(SqsEventSource source, SourceState state) {
        try {
            Optional<SqsEventSource> current = Optional.of(source);
            for (int tries = 0; tries < TRIES && current.isPresent(); tries++) {
                if (wrote(current.get(), state)) {
                    return;
                }
                // a state says nothing of a later spec, nor of another object of that name
                current = read(source.name())
                        .filter(s -> s.uid().equals(source.uid()) && s.generation() == source.generation());
            }
        } catch (KubernetesClientException e) {
            failed(source, e);
        }
    }

    /**
     * Writes when an event last came, at most once a minute for each source.
     *
     * @param source the source
     * @param time when it came
     */
    public void received(SqsEventSource source, Instant time) {
        if (!isDue(source, time)) {
            return;
        }
        try {
            patch(
                    source,
                    Map.of(),
                    new SqsEventSourceResource.Status(
                            null, null, time.truncatedTo(ChronoUnit.SECONDS).toString(), null));
        } catch (KubernetesClientException e) {
            failed(source, e);
        }
    }

    /** False: it has changed since it was read. */
    private boolean wrote(SqsEventSource source, SourceState state) {
        SourceStanding standing =
                new SourceConditions(source, clock.instant().truncatedTo(ChronoUnit.SECONDS)).standing(state);
        if (source.suspended() || standing.equals(source.standing())) {
            return true;
        }
        try {
            patch(source, Map.of("resourceVersion", source.version()), json(standing));
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private synchronized boolean isDue(SqsEventSource source, Instant time) {
        boolean due = Stream.concat(
                        Optional.ofNullable(eventTimes.get(source.uid())).stream(),
                        source.standing().lastEventTime().stream())
                .noneMatch(last -> time.isBefore(last.plus(PERIOD)));
        if (due) {
            eventTimes.remove(source.uid());
            eventTimes.put(source.uid(), time);
            if (eventTimes.size() > MOST_KEPT) {
                eventTimes.remove(eventTimes.keySet().iterator().next());
            }
        }
        return due;
    }

    private Optional<SqsEventSource> read(SourceName name) {
        return Optional.ofNullable(kubernetes
                        .resources(SqsEventSourceResource.class)
                        .inNamespace(name.namespace())
                        .withName(name.name())
                        .get())
                .map(SqsEventSourceReader::read);
    }

    private void patch(SqsEventSource source, Map<String, Object> metadata, SqsEventSourceResource.Status status) {
        String patch = kubernetes.getKubernetesSerialization().asJson(Map.of("metadata", metadata, "status", status));
        // by its name alone the client would read it before
        SqsEventSourceResource target = new SqsEventSourceResource();
        target.setMetadata(new ObjectMetaBuilder()
                .withNamespace(source.name().namespace())
                .withName(source.name().name())
                .build());
        kubernetes.resource(target).subresource("status").patch(MERGE, patch);
    }

    /** Without the time of the last event, which is written apart. */
    private static SqsEventSourceResource.Status json(SourceStanding standing) {
        return new SqsEventSourceResource.Status(
                standing.conditions().stream()
                        .map(condition -> new SqsEventSourceResource.Condition(
                                condition.type(),
                                condition.status(),
                                condition.reason(),
                                condition.message(),
                                condition.observedGeneration(),
                                condition.lastTransitionTime().toString()))
                        .toList(),
                standing.observedGeneration(),
                null,
                standing.lastHandledReconcileAt().orElse(null));
    }

    private static void failed(SqsEventSource source, KubernetesClientException e) {
        if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
            // it has gone
            return;
        }
        LOG.atWarn()
                .addKeyValue("source", source.name())
                .addKeyValue("code", e.getCode())
                .log("status not written");
    }
}
