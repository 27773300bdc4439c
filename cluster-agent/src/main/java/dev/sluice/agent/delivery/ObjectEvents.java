package dev.sluice.agent.delivery;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes Events on Receivers and event sources: one write per object and reason a minute, with the count of what it stands for.
 * Best effort: what finds the queue full, or the API server away, is dropped.
 */
public final class ObjectEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectEvents.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1_000;
    private static final String COMPONENT = "sluice-agent";

    private final KubernetesClient kubernetes;
    private final Clock clock;
    private final BlockingQueue<Event> writes = new ArrayBlockingQueue<>(100);
    private final Map<Key, Told> told = new LinkedHashMap<>();
    private final Thread writer;

    /**
     * @param kubernetes writes the Events
     * @param clock tells when a minute is over
     */
    public ObjectEvents(KubernetesClient kubernetes, Clock clock) {
        this.kubernetes = kubernetes;
        this.clock = clock;
        this.writer = Thread.ofVirtual().name("events").start(this::write);
    }

    private record Key(String uid, String reason) {}

    private record Told(Instant last, int since) {}

    /**
     * Tells a warning on an object; never blocks.
     *
     * @param subject the object
     * @param reason in CamelCase
     * @param message for people; without secrets
     */
    public void warn(EventSubject subject, String reason, String message) {
        int count = due(new Key(subject.uid(), reason));
        if (count > 0 && !writes.offer(event(subject, reason, message, count))) {
            LOG.atDebug().addKeyValue("object", subject).log("Event dropped");
        }
    }

    /** How many warnings a write now stands for; 0 when it is not yet time for one. */
    private synchronized int due(Key key) {
        Instant now = clock.instant();
        Told before = told.remove(key);
        int since = before == null ? 1 : before.since() + 1;
        if (before != null && now.isBefore(before.last().plus(PERIOD))) {
            told.put(key, new Told(before.last(), since));
            return 0;
        }
        told.put(key, new Told(now, 0));
        if (told.size() > MOST_KEPT) {
            told.remove(told.keySet().iterator().next());
        }
        return since;
    }

    /** How many Events wait to be written. */
    int waiting() {
        return writes.size();
    }

    private Event event(EventSubject subject, String reason, String message, int count) {
        String now = clock.instant().toString();
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(subject.name() + ".")
                .withNamespace(subject.namespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(subject.apiVersion())
                .withKind(subject.kind())
                .withNamespace(subject.namespace())
                .withName(subject.name())
                .withUid(subject.uid())
                .endInvolvedObject()
                .withType("Warning")
                .withReason(reason)
                .withMessage(message)
                .withCount(count)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
    }

    private void write() {
        while (true) {
            try {
                Event event = writes.take();
                kubernetes
                        .v1()
                        .events()
                        .inNamespace(event.getMetadata().getNamespace())
                        .resource(event)
                        .create();
            } catch (InterruptedException e) {
                // only close() interrupts
                return;
            } catch (RuntimeException e) {
                // whatever it was, the next Event may be written
                LOG.atDebug().addKeyValue("error", e.getClass().getSimpleName()).log("Event not written");
            }
        }
    }

    @Override
    public void close() {
        writer.interrupt();
    }
}
