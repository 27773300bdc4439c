package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One trigger at a time for each target: events that come while it is being patched share the next patch. None shares
 * the running one, which may have begun before the event.
 */
public final class SingleFlight {

    private final Trigger trigger;
    private final Map<Target, Flight> latest = new HashMap<>();

    /** @param trigger what triggers one target */
    public SingleFlight(Trigger trigger) {
        this.trigger = trigger;
    }

    /** Its fields but the first are guarded by the map's lock. */
    private static final class Flight {
        final CompletableFuture<Decision> landed = new CompletableFuture<>();
        int aboard;
        boolean started;
        boolean over;
    }

    /**
     * Triggers a target, alone or with others.
     *
     * @return what became of it; {@link Decision#GIVEN_BACK} also when whoever triggered it for this caller was stopped
     * @throws InterruptedException when the agent stops
     */
    public Decision trigger(Target target) throws InterruptedException {
        Flight last;
        Flight mine;
        synchronized (latest) {
            last = latest.get(target);
            mine = last == null || last.started ? new Flight() : last;
            mine.aboard++;
            latest.put(target, mine);
        }
        return mine == last ? await(mine) : fly(target, mine, last);
    }

    private Decision fly(Target target, Flight flight, @Nullable Flight before) throws InterruptedException {
        Decision decision = Decision.GIVEN_BACK;
        try {
            if (before != null) {
                await(before);
            }
            synchronized (latest) {
                flight.started = true;
            }
            decision = trigger.run(target);
            return decision;
        } finally {
            synchronized (latest) {
                flight.over = true;
                if (latest.remove(target, flight) && before != null && !before.over) {
                    // stopped while it waited: the flight before it is still the one to wait for
                    latest.put(target, before);
                }
            }
            flight.landed.complete(decision);
        }
    }

    /** How many targets are being triggered. */
    int size() {
        synchronized (latest) {
            return latest.size();
        }
    }

    /** How many callers wait for a patch of the target that has not started. */
    int waiting(Target target) {
        synchronized (latest) {
            Flight flight = latest.get(target);
            return flight == null || flight.started ? 0 : flight.aboard;
        }
    }

    private static Decision await(Flight flight) throws InterruptedException {
        try {
            return flight.landed.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight only lands", e);
        }
    }
}
