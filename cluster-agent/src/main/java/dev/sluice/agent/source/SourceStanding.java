package dev.sluice.agent.source;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an SqsEventSource's status says.
 *
 * @param observedGeneration the generation that was last taken up, or refused for good; -1: none
 * @param lastEventTime when an event last came, to the minute
 * @param lastHandledReconcileAt the reconcile request that was last acted on
 * @param conditions its conditions
 */
public record SourceStanding(
        long observedGeneration,
        Optional<Instant> lastEventTime,
        Optional<String> lastHandledReconcileAt,
        List<SourceCondition> conditions) {

    /** That of a source which nobody has looked at. */
    public static final SourceStanding NONE = new SourceStanding(-1, Optional.empty(), Optional.empty(), List.of());
}
