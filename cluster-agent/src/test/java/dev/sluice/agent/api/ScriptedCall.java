package dev.sluice.agent.api;

import dev.sluice.agent.plan.Decision;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Ends as told, the last time for ever. */
final class ScriptedCall implements ApiCall<Decision> {

    private final Queue<Tried> ends = new ArrayDeque<>();
    int tries;

    ScriptedCall(Tried... ends) {
        this.ends.addAll(List.of(ends));
    }

    @Override
    public Decision once() throws ApiFailure, ApiRefusal {
        tries++;
        Tried end = ends.size() > 1 ? ends.poll() : ends.peek();
        if (end == null) {
            throw new IllegalStateException("no end was given");
        }
        end.again();
        return Decision.TRIGGERED;
    }
}
