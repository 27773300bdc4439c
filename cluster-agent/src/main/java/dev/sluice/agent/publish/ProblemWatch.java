package dev.sluice.agent.publish;

import dev.sluice.agent.delivery.EventSubject;
import dev.sluice.agent.delivery.ObjectEvents;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.ReceiverName;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the problems of Receivers, each when it begins: a log line, a metric and an Event. */
final class ProblemWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemWatch.class);

    private final ObjectEvents events;
    private final MeterRegistry metrics;
    private final Map<Receiver, Set<Problem>> found = new LinkedHashMap<>();
    private Map<ReceiverName, Set<Problem>> told = Map.of();

    ProblemWatch(ObjectEvents events, MeterRegistry metrics) {
        this.events = events;
        this.metrics = metrics;
    }

    /** A Receiver has a problem in this round. */
    void found(Receiver receiver, Problem problem) {
        found.computeIfAbsent(receiver, r -> new LinkedHashSet<>()).add(problem);
    }

    /** The round is over: what was found is told, unless it was there in the round before. */
    void tell() {
        Map<ReceiverName, Set<Problem>> now = new HashMap<>();
        found.forEach((receiver, problems) -> {
            Set<Problem> before = told.getOrDefault(receiver.name(), Set.of());
            now.put(receiver.name(), Set.copyOf(problems));
            problems.stream().filter(problem -> !before.contains(problem)).forEach(problem -> tell(receiver, problem));
        });
        found.clear();
        told = now;
    }

    private void tell(Receiver receiver, Problem problem) {
        LOG.atWarn()
                .addKeyValue("receiver", receiver.name())
                .addKeyValue("reason", problem.label())
                .log("Receiver not published as it is");
        metrics.counter("sluice.route.problems", "reason", problem.label()).increment();
        events.warn(EventSubject.of(receiver), problem.label(), problem.message());
    }
}
