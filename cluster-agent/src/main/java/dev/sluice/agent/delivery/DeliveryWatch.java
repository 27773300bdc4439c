package dev.sluice.agent.delivery;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.QueueMessage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what became of each delivery: a log line, metrics, and an Event on the Receiver for what went wrong. */
public final class DeliveryWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWatch.class);

    private static final int MOST_LOGGED = 50;

    private final MeterRegistry metrics;
    private final Timer age;
    private final ReceiverEvents events;
    private final Clock clock;

    /**
     * @param metrics where to count
     * @param events where to tell
     * @param clock tells the webhook's age
     */
    public DeliveryWatch(MeterRegistry metrics, ReceiverEvents events, Clock clock) {
        this.metrics = metrics;
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
        findings.forEach(finding -> count(finding.decision()));
        LOG.atInfo()
                .addKeyValue("deliveryId", event.deliveryId())
                .addKeyValue("eventId", event.id())
                .addKeyValue("receiver", event.receiver())
                .addKeyValue("type", event.type())
                .addKeyValue("event", event.name())
                .addKeyValue("decisions", decisions(findings))
                .addKeyValue("receiveCount", message.receiveCount())
                .addKeyValue("ageMillis", since.toMillis())
                .log("delivery handled");
        receiver.ifPresent(r -> findings.stream()
                .filter(finding -> !finding.decision().good())
                .forEach(finding -> events.warn(
                        r, finding.decision().label(), finding.what() + ", delivery " + event.deliveryId())));
    }

    private void count(Decision decision) {
        Counter.builder("sluice.decisions")
                .description("What became of the objects that events were for")
                .tag("reason", decision.label())
                .register(metrics)
                .increment();
    }

    private static String decisions(List<Finding> findings) {
        String first =
                findings.stream().limit(MOST_LOGGED).map(Finding::toString).collect(Collectors.joining("; "));
        int more = findings.size() - MOST_LOGGED;
        return more > 0 ? first + "; and " + more + " more" : first;
    }
}
