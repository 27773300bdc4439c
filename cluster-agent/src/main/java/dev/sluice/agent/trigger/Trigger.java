package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Triggers an object: tries until it is decided, with pauses that double and spread, as long as its patience lasts.
 */
public final class Trigger {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    // roles are often replaced by delete and create
    private static final Duration FORBIDDEN_PATIENCE = Duration.ofSeconds(20);

    private final AnnotationPatch patch;
    private final ApiServerGate gate;
    private final Clock clock;
    private final Duration patience;
    private final Sleeper sleeper;

    /**
     * @param patch one try
     * @param gate is shut when the API server is away
     * @param clock gives the annotation's value
     * @param patience how long to try before the event goes back to the queue
     */
    public Trigger(AnnotationPatch patch, ApiServerGate gate, Clock clock, Duration patience) {
        this(patch, gate, clock, patience, Thread::sleep);
    }

    Trigger(AnnotationPatch patch, ApiServerGate gate, Clock clock, Duration patience, Sleeper sleeper) {
        this.patch = patch;
        this.gate = gate;
        this.clock = clock;
        this.patience = patience;
        this.sleeper = sleeper;
    }

    /** How a trigger waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    Decision run(Target target) throws InterruptedException {
        Instant start = clock.instant();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Attempt attempt = patch.apply(target, clock.instant());
            Duration tried = Duration.between(start, clock.instant());
            Duration asked = Duration.ZERO;
            switch (attempt) {
                case Attempt.Decided(Decision decision) -> {
                    gate.answered();
                    if (decision != Decision.FORBIDDEN || tried.compareTo(shorter(FORBIDDEN_PATIENCE, patience)) >= 0) {
                        return decision;
                    }
                }
                case Attempt.Failed failed -> {
                    if (failed.apiServerAway()) {
                        gate.away();
                    } else {
                        gate.answered();
                    }
                    asked = failed.retryAfter().orElse(Duration.ZERO);
                }
            }
            if (tried.compareTo(patience) >= 0) {
                return Decision.GIVEN_BACK;
            }
            sleeper.sleep(shorter(longer(asked, spread(pause)), patience.minus(tried)));
            pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        }
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
