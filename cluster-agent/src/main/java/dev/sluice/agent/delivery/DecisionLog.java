package dev.sluice.agent.delivery;

import dev.sluice.agent.plan.Finding;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Collectors;

/** What became of events, as a text for a log line and as a metric. */
public final class DecisionLog {

    private static final int MOST_LOGGED = 50;

    private final MeterRegistry metrics;

    /** @param metrics where to count */
    public DecisionLog(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** Counts each by its reason. */
    public void count(List<Finding> findings) {
        findings.forEach(finding -> Counter.builder("sluice.decisions")
                .description("What became of the objects that events were for")
                .tag("reason", finding.decision().label())
                .register(metrics)
                .increment());
    }

    /** The first of them; an event may be for thousands of objects. */
    public static String text(List<Finding> findings) {
        String first =
                findings.stream().limit(MOST_LOGGED).map(Finding::toString).collect(Collectors.joining("; "));
        int more = findings.size() - MOST_LOGGED;
        return more > 0 ? first + "; and " + more + " more" : first;
    }
}
