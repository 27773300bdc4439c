package dev.sluice.function;

import dev.sluice.function.webhook.Reason;
import java.util.Comparator;
import java.util.List;

/**
 * The answer to a webhook: a status, and an empty body always.
 *
 * @param reason why
 * @param results what became of it on each route of its path; empty when it got to none
 */
public record Answer(Reason reason, List<RouteResult> results) {

    public Answer {
        results = List.copyOf(results);
    }

    /** The HTTP status. */
    public int status() {
        return reason.status();
    }

    static Answer of(Reason reason) {
        return new Answer(reason, List.of());
    }

    /** One queue is enough; else the highest status, for it says best whether to try again: 503, then 500, 413, 400. */
    static Answer of(List<RouteResult> results) {
        List<Reason> reasons = results.stream().map(RouteResult::reason).toList();
        Reason worst =
                reasons.stream().max(Comparator.comparingInt(Reason::status)).orElse(Reason.PATH_UNKNOWN);
        return new Answer(reasons.contains(Reason.QUEUED) ? Reason.QUEUED : worst, results);
    }
}
