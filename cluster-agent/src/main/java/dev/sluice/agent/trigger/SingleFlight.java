package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One trigger at a time for each target: events that come while it is being patched share the next patch. None shares
 * the running one, which may have begun before the event. While many events are on their way, a target that was just
 * patched rests, two milliseconds for each of them, so that a burst of events for it takes few patches. While an object
 * is in trouble only a few events wait for it, so that those for other objects find a place.
 */
public final class SingleFlight {

    private static final int MOST_FOR_ONE_IN_TROUBLE = 10;
    private static final int MANY = 50;
    private static final int REST_MILLIS_EACH = 2;
    private static final int LONGEST_REST_MILLIS = 1_000;

    private final Trigger trigger;
    private final Rest rest;
    private final Map<Target, Flight> latest = new HashMap<>();
    private int callers;

    /** @param trigger what triggers one target */
    public SingleFlight(Trigger trigger) {
        this(
                trigger,
                (millis, end) -> CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run)
                        .execute(end));
    }

    /** @param rest how a target rests */
    SingleFlight(Trigger trigger, Rest rest) {
        this.trigger = trigger;
        this.rest = rest;
    }

    /** A target's rest. */
    @FunctionalInterface
    interface Rest {
        /** Begins, and returns at once; the end is to be run after so many milliseconds. */
        void begin(int millis, Runnable end);
    }

    /** What of it changes is guarded by the map's lock. */
    private static final class Flight {
        final CompletableFuture<Decision> landed = new CompletableFuture<>();
        /** When the next one may start. */
        final CompletableFuture<Boolean> rested = new CompletableFuture<>();
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
            callers++;
            latest.put(target, mine);
        }
        try {
            return mine == last ? await(mine.landed) : fly(target, mine);
        } finally {
            synchronized (latest) {
                callers--;
            }
        }
    }

    private Decision fly(Target target, Flight flight) throws InterruptedException {
        Flight before = flight.before;
        Decision decision = Decision.GIVEN_BACK;
        try {
            if (before != null) {
                await(before.rested);
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
            int restMillis;
            synchronized (latest) {
                flight.over = true;
                // the more there are, the more of them one patch can serve
                restMillis = flight.started && !flight.troubled && callers > MANY
                        ? Math.min(callers * REST_MILLIS_EACH, LONGEST_REST_MILLIS)
                        : 0;
                if (restMillis == 0 && latest.remove(target, flight) && before != null && !before.over) {
                    // stopped while it waited: the flight before it is still the one to wait for
                    latest.put(target, before);
                }
            }
            flight.landed.complete(decision);
            if (restMillis > 0) {
                rest.begin(restMillis, () -> endRest(target, flight));
            } else {
                flight.rested.complete(true);
            }
        }
    }

    private void endRest(Target target, Flight flight) {
        synchronized (latest) {
            latest.remove(target, flight);
        }
        flight.rested.complete(true);
    }

    /** How many targets are being triggered, or rest. */
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

    private static <T> T await(CompletableFuture<T> event) throws InterruptedException {
        try {
            return event.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight only lands", e);
        }
    }
}
