package dev.sluice.function;

import dev.sluice.function.log.JsonLog;
import dev.sluice.function.webhook.DeliveryId;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line a webhook. Whatever is counted or alarmed is in it. */
final class WebhookLog {

    private static final int SERVER_ERROR = 500;

    private final JsonLog log;
    private final Clock clock;

    WebhookLog(JsonLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void answered(Webhook webhook, Answer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("deliveryId", DeliveryId.of(webhook));
        fields.put("verdict", answer.reason().label());
        fields.put("status", answer.status());
        fields.put(
                "milliseconds",
                Duration.between(webhook.received(), clock.instant()).toMillis());
        fields.put("routes", answer.results().stream().map(WebhookLog::fields).toList());
        if (answer.status() >= SERVER_ERROR || anyQueueFailed(answer.results())) {
            log.warn("webhook answered", fields);
        } else {
            log.info("webhook answered", fields);
        }
    }

    /** It shows in no answer when another queue took its event. */
    private static boolean anyQueueFailed(List<RouteResult> results) {
        return results.stream()
                .map(RouteResult::reason)
                .anyMatch(reason -> reason == Reason.QUEUE_REFUSED || reason == Reason.QUEUE_UNAVAILABLE);
    }

    private static Map<String, String> fields(RouteResult result) {
        Map<String, String> fields = new LinkedHashMap<>();
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
        return fields;
    }
}
