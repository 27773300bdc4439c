package dev.sluice.agent.api;

import dev.sluice.agent.plan.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Tries until it is decided, with pauses that double and spread, as long as its patience lasts. */
public final class ApiTries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    // roles are often replaced by delete and create
    private static final Duration FORBIDDEN_PATIENCE = Duration.ofSeconds(20);
    // whoever waits for one broken object takes the place of events for others
    private static final Duration OBJECT_PATIENCE = Duration.ofSeconds(30);

    private final ApiServerGate gate;
    private final Clock clock;
    private final Duration patience;
    private final Sleeper sleeper;

    /**
     * @param gate is shut when the API server is away
     * @param clock tells how long it was tried
     * @param patience how long to try before the event goes back to the queue, when it is the API server as a whole that
     *     fails; half a minute at most when it is one object
     */
    public ApiTries(ApiServerGate gate, Clock clock, Duration patience) {
        this(gate, clock, patience, Thread::sleep);
    }

    ApiTries(ApiServerGate gate, Clock clock, Duration patience, Sleeper sleeper) {
        this.gate = gate;
        this.clock = clock;
        this.patience = patience;
        this.sleeper = sleeper;
    }

    /** How it waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /**
     * Tries a call until it is answered.
     *
     * @return its answer
     * @throws ApiRefusal when it is refused for good, or its patience is over: {@link Decision#GIVEN_BACK}
     * @throws InterruptedException when the agent stops
     */
    public <T> T until(ApiCall<T> call) throws ApiRefusal, InterruptedException {
        Instant start = clock.instant();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Duration asked = Duration.ZERO;
            Duration longest = patience;
            try {
                T answer = call.once();
                gate.answered();
                return answer;
            } catch (ApiRefusal e) {
                gate.answered();
                if (e.decision() != Decision.FORBIDDEN || isOver(shorter(FORBIDDEN_PATIENCE, patience), start)) {
                    throw e;
                }
            } catch (ApiFailure e) {
                if (e.apiServerAway()) {
                    gate.away();
                } else {
                    gate.answered();
                    longest = shorter(OBJECT_PATIENCE, patience);
                }
                asked = e.retryAfter().orElse(Duration.ZERO);
            }
            if (isOver(longest, start)) {
                throw new ApiRefusal(Decision.GIVEN_BACK);
            }
            Duration left = longest.minus(Duration.between(start, clock.instant()));
            sleeper.sleep(shorter(longer(asked, spread(pause)), longer(left, Duration.ZERO)));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
    }

    private boolean isOver(Duration time, Instant start) {
        return Duration.between(start, clock.instant()).compareTo(time) >= 0;
    }

    private static Duration spread(Duration pause) {
        long full = pause.toMillis();
        return Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
