package dev.sluice.agent.api;

import dev.sluice.agent.AdjustableClock;
import java.time.Duration;

/** Tries whose pauses pass at once. */
public final class QuickTries {

    private QuickTries() {}

    public static ApiTries of(AdjustableClock clock, Duration patience) {
        return new ApiTries(new ApiServerGate(), clock, patience, clock::advance);
    }
}
