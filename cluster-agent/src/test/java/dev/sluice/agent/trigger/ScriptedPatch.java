package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** Answers as told, the last answer for ever. */
final class ScriptedPatch implements AnnotationPatch {

    private final Queue<Attempt> answers = new ArrayDeque<>();
    final List<Instant> values = new ArrayList<>();

    ScriptedPatch(Attempt... answers) {
        this.answers.addAll(List.of(answers));
    }

    static Attempt decided(Decision decision) {
        return new Attempt.Decided(decision);
    }

    static Attempt away(String error) {
        return new Attempt.Failed(error, true, Optional.empty());
    }

    static Attempt away(String error, Duration retryAfter) {
        return new Attempt.Failed(error, true, Optional.of(retryAfter));
    }

    static Attempt failed(String error) {
        return new Attempt.Failed(error, false, Optional.empty());
    }

    @Override
    public Attempt apply(Target target, Instant requestedAt) {
        values.add(requestedAt);
        Attempt answer = answers.size() > 1 ? answers.poll() : answers.peek();
        if (answer == null) {
            throw new IllegalStateException("no answer was given");
        }
        return answer;
    }
}
