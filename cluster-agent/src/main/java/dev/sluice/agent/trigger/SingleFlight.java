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
 * the running one, which may have begun before the event. While an object is in trouble only a few events wait for it, so
 * that those for other objects find a place.
 */
public final class SingleFlight {

    private static final int MOST_FOR_ONE_IN_TROUBLE = 10;

    private final Trigger trigger;
    private final Map<Target, Flight> latest = new HashMap<>();

    /** @param trigger what triggers one target */
    public SingleFlight(Trigger trigger) {
        this.trigger = trigger;
    }

    /** What of it changes is guarded by the map's lock. */
    private static final class Flight {
        final CompletableFuture<Decision> landed = new CompletableFuture<>();
        /** The one to wait for; none once it has started. */
        @Nullable
        Flight before;

        int aboard;
        boolean started;
        boolean troubled;
        boolean over;

        Flight(@Nullable Flight before) {
            this.before = before;
        }

        boolean isFullAndInTrouble() {
            boolean inTrouble = troubled || (before != null && before.troubled && !before.over);
            return inTrouble && aboard >= MOST_FOR_ONE_IN_TROUBLE;
        }
    }

    /**
     * Triggers a target, alone or with others.
     *
     * @return what became of it; {@link Decision#GIVEN_BACK} also when whoever triggered it for this caller was stopped,
     *     and when enough others wait for an object in trouble
     * @throws InterruptedException when the agent stops
     */
    public Decision trigger(Target target) throws InterruptedException {
        Flight last;
        Flight mine;
        synchronized (latest) {
            last = latest.get(target);
            if (last != null && last.isFullAndInTrouble()) {
                return Decision.GIVEN_BACK;
            }
            mine = last == null || last.started ? new Flight(last) : last;
            mine.aboard++;
            latest.put(target, mine);
        }
        return mine == last ? await(mine) : fly(target, mine);
    }

    private Decision fly(Target target, Flight flight) throws InterruptedException {
        Flight before = flight.before;
        Decision decision = Decision.GIVEN_BACK;
        try {
            if (before != null) {
                await(before);
            }
            synchronized (latest) {
                flight.started = true;
                flight.before = null;
            }
            decision = trigger.run(target, () -> {
                synchronized (latest) {
                    flight.troubled = true;
                }
            });
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
