package dev.sluice.agent.source;

import dev.sluice.agent.delivery.DecisionLog;
import dev.sluice.agent.delivery.EventSubject;
import dev.sluice.agent.delivery.ObjectEvents;
import dev.sluice.agent.format.SourceEvent;
import dev.sluice.agent.plan.Finding;
import dev.sluice.queue.QueueMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what became of each event of the sources: a log line, metrics, and an Event on the source for what went wrong. */
final class SourceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);

    private final MeterRegistry metrics;
    private final ObjectEvents events;
    private final DecisionLog decisions;
    private final Clock clock;
    private final Timer age;

    SourceWatch(MeterRegistry metrics, ObjectEvents events, Clock clock) {
        this.metrics = metrics;
        this.events = events;
        this.decisions = new DecisionLog(metrics);
        this.clock = clock;
        this.age = Timer.builder("sluice.source.event.age")
                .description("From a message's arrival on an event source's queue to the end of its triggers")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(metrics);
    }

    void handled(SqsEventSource source, SourceEvent event, QueueMessage message, List<Finding> findings) {
        Instant now = clock.instant();
        Duration since = Duration.between(message.sent(), now);
        age.record(since.isNegative() ? Duration.ZERO : since);
        decisions.count(findings);
        LOG.atInfo()
                .addKeyValue("source", source.name())
                .addKeyValue("event", event.name())
                .addKeyValue("deliveryId", event.deliveryId())
                .addKeyValue("messageId", message.id())
                .addKeyValue("decisions", DecisionLog.text(findings))
                .addKeyValue("receiveCount", message.receiveCount())
                .addKeyValue("ageMillis", since.toMillis())
                .log("event handled");
        findings.stream()
                .filter(finding -> !finding.decision().good())
                .forEach(finding -> events.warn(
                        subject(source), finding.decision().label(), finding.what() + ", message " + message.id()));
    }

    void undecodable(SqsEventSource source, QueueMessage message, String why) {
        metrics.counter("sluice.source.undecodable").increment();
        LOG.atWarn()
                .addKeyValue("source", source.name())
                .addKeyValue("messageId", message.id())
                .addKeyValue("reason", why)
                .log("message refused");
        events.warn(subject(source), "Undecodable", why + ", message " + message.id());
    }

    private static EventSubject subject(SqsEventSource source) {
        return new EventSubject(
                "sluice.dev/v1alpha1",
                SqsEventSourceResource.KIND,
                source.name().namespace(),
                source.name().name(),
                source.uid());
    }
}
