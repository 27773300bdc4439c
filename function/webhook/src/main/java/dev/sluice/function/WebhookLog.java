package dev.sluice.function;

import dev.sluice.function.log.JsonLog;
import dev.sluice.function.webhook.DeliveryId;
import dev.sluice.function.webhook.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One line a webhook. Whatever is counted or alarmed is in it, so that CloudWatch takes its metrics from it. */
final class WebhookLog {

    private static final int SERVER_ERROR = 500;

    private final JsonLog log;
    private final Clock clock;

    WebhookLog(JsonLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Tells what a webhook came to.
     *
     * @param webhook the webhook
     * @param answer its answer
     * @param routesLoaded when the routes were loaded; empty when they never were
     */
    void answered(Webhook webhook, Answer answer, Optional<Instant> routesLoaded) {
        Instant now = clock.instant();
        Duration latency = Duration.between(webhook.received(), now);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("deliveryId", DeliveryId.of(webhook));
        fields.put("verdict", answer.reason().label());
        fields.put("status", answer.status());
        fields.put("routes", answer.results().stream().map(WebhookLog::fields).toList());
        fields.putAll(WebhookMetrics.of(answer, latency, routesLoaded, now));
        // a queue's failure shows in no answer when another queue took its event, and a copy's never
        if (answer.status() >= SERVER_ERROR
                || WebhookMetrics.queueFailures(answer) > 0
                || WebhookMetrics.copyFailures(answer) > 0) {
            log.warn("webhook answered", fields);
        } else {
            log.info("webhook answered", fields);
        }
    }

    private static Map<String, Object> fields(RouteResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("cluster", result.cluster());
        fields.put("receiver", result.receiver().toString());
        fields.put("type", result.type());
        fields.put("verdict", result.reason().label());
        if (result.event() != null) {
            fields.put("event", result.event().toString());
        }
        if (result.error() != null) {
            fields.put("error", result.error());
        }
        if (!result.failedCopies().isEmpty()) {
            fields.put(
                    "failedCopies",
                    result.failedCopies().stream()
                            .map(copy -> Map.of("queue", copy.queueUrl(), "error", copy.error()))
                            .toList());
        }
        return fields;
    }
}
