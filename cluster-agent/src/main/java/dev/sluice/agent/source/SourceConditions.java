package dev.sluice.agent.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions by kstatus, as Flux's controllers set them: Ready always, and one of Reconciling and Stalled while it is
 * not.
 */
final class SourceConditions {

    private static final int LONGEST_MESSAGE = 1_024;
    private static final List<String> OURS = List.of("Ready", "Reconciling", "Stalled");

    private final SqsEventSource source;
    private final Instant now;

    SourceConditions(SqsEventSource source, Instant now) {
        this.source = source;
        this.now = now;
    }

    /** What the status has to say in that state. */
    SourceStanding standing(SourceState state) {
        SourceStanding before = source.standing();
        return new SourceStanding(
                state instanceof SourceState.Retrying ? before.observedGeneration() : source.generation(),
                before.lastEventTime(),
                source.reconcileRequest().or(before::lastHandledReconcileAt),
                conditions(state));
    }

    private List<SourceCondition> conditions(SourceState state) {
        List<SourceCondition> conditions = new ArrayList<>(source.standing().conditions().stream()
                .filter(condition -> !OURS.contains(condition.type()))
                .toList());
        String message = state.message().length() <= LONGEST_MESSAGE
                ? state.message()
                : state.message().substring(0, LONGEST_MESSAGE);
        switch (state) {
            case SourceState.Ready _ -> conditions.add(condition("Ready", "True", "Succeeded", message));
            case SourceState.Retrying retrying -> {
                conditions.add(condition("Ready", "False", retrying.reason(), message));
                conditions.add(condition("Reconciling", "True", "ProgressingWithRetry", message));
            }
            case SourceState.Stalled stalled -> {
                conditions.add(condition("Ready", "False", stalled.reason(), message));
                conditions.add(condition("Stalled", "True", stalled.reason(), message));
            }
        }
        return conditions;
    }

    private SourceCondition condition(String type, String status, String reason, String message) {
        Optional<SourceCondition> before = source.standing().conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst();
        Instant since = before.filter(condition -> condition.status().equals(status))
                .map(SourceCondition::lastTransitionTime)
                .orElse(now);
        return new SourceCondition(type, status, reason, message, source.generation(), since);
    }
}
