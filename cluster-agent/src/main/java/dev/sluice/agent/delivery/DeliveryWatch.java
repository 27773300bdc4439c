package dev.sluice.agent.delivery;

import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.QueueMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what became of each delivery: a log line, metrics, and an Event on the Receiver for what went wrong. */
public final class DeliveryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);

    private final DecisionLog decisions;
    private final Timer age;
    private final ObjectEvents events;
    private final Clock clock;

    /**
     * @param metrics where to count
     * @param events where to tell
     * @param clock tells the webhook's age
     */
    public DeliveryWatch(MeterRegistry metrics, ObjectEvents events, Clock clock) {
        this.decisions = new DecisionLog(metrics);
        this.events = events;
        this.clock = clock;
        this.age = Timer.builder("sluice.webhook.age")
                .description("From a webhook's receipt by the function to the end of its triggers")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(5))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(metrics);
    }

    void delivered(WebhookEvent event, QueueMessage message, Optional<Receiver> receiver, List<Finding> findings) {
        Duration since = Duration.between(event.received(), clock.instant());
        age.record(since.isNegative() ? Duration.ZERO : since);
        decisions.count(findings);
        LOG.atInfo()
                .addKeyValue("deliveryId", event.deliveryId())
                .addKeyValue("eventId", event.id())
                .addKeyValue("receiver", event.receiver())
                .addKeyValue("type", event.type())
                .addKeyValue("event", event.name())
                .addKeyValue("decisions", DecisionLog.text(findings))
                .addKeyValue("receiveCount", message.receiveCount())
                .addKeyValue("ageMillis", since.toMillis())
                .log("delivery handled");
        receiver.ifPresent(r -> findings.stream()
                .filter(finding -> !finding.decision().good())
                .forEach(finding -> events.warn(
                        EventSubject.of(r),
                        finding.decision().label(),
                        finding.what() + ", delivery " + event.deliveryId())));
    }
}
