package dev.sluice.function;

import dev.sluice.function.log.EmbeddedMetrics;
import dev.sluice.function.log.EmbeddedMetrics.Directive;
import dev.sluice.function.log.EmbeddedMetrics.Metric;
import dev.sluice.function.webhook.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is counted of webhooks: by type and verdict, never by a path or anything else that a sender chooses. */
public final class WebhookMetrics {

    /** The type of a webhook that got to no route. */
    private static final String NONE = "none";
    /** The type where the route's is none that the function knows: whoever writes routes is not to make metrics. */
    private static final String UNKNOWN = "unknown";

    private static final List<List<String>> BY_VERDICT = List.of(List.of("type", "verdict"), List.of("verdict"));

    private WebhookMetrics() {}

    /**
     * The members that a webhook adds to its line of the log, beside its {@code verdict}.
     *
     * @param answer its answer
     * @param latency how long it took
     * @param routesLoaded when the routes were loaded; empty when they never were
     * @param now the time
     */
    static Map<String, Object> of(Answer answer, Duration latency, Optional<Instant> routesLoaded, Instant now) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.count("QueueFailures", queueFailures(answer)));
        metrics.add(Metric.count("CopyFailures", copyFailures(answer)));
        routesLoaded.ifPresent(loaded -> metrics.add(new Metric(
                "RouteTableAge", "Seconds", Duration.between(loaded, now).toSeconds())));
        Map<String, Object> fields = EmbeddedMetrics.fields(
                now,
                new Directive(
                        BY_VERDICT,
                        List.of(
                                Metric.count("Webhooks", 1),
                                new Metric("Latency", "Milliseconds", latency.toMillis()))),
                new Directive(List.of(List.of()), metrics));
        fields.put("type", type(answer));
        return fields;
    }

    /** The members of a call that came to no webhook, or to a defect. */
    public static Map<String, Object> failed(Instant now) {
        Map<String, Object> fields =
                EmbeddedMetrics.fields(now, new Directive(BY_VERDICT, List.of(Metric.count("Webhooks", 1))));
        fields.put("type", NONE);
        return fields;
    }

    static long queueFailures(Answer answer) {
        return answer.results().stream()
                .map(RouteResult::reason)
                .filter(reason -> reason == Reason.QUEUE_REFUSED || reason == Reason.QUEUE_UNAVAILABLE)
                .count();
    }

    static long copyFailures(Answer answer) {
        return answer.results().stream()
                .mapToLong(result -> result.failedCopies().size())
                .sum();
    }

    private static String type(Answer answer) {
        if (answer.results().isEmpty()) {
            return NONE;
        }
        RouteResult first = answer.results().getFirst();
        return first.reason() == Reason.TYPE_UNKNOWN ? UNKNOWN : first.type();
    }
}
