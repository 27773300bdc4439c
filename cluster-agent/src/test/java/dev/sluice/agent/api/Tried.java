package dev.sluice.agent.api;

import dev.sluice.agent.plan.Decision;
import java.time.Duration;
import java.util.Optional;

/** What came of one try, as a value. */
public sealed interface Tried {

    /** Decided for good: done, or refused. */
    record Decided(Decision decision) implements Tried {}

    /** Failed for now. */
    record Failed(String error, boolean apiServerAway, Optional<Duration> retryAfter) implements Tried {}

    static Tried decided(Decision decision) {
        return new Decided(decision);
    }

    static Tried away(String error) {
        return new Failed(error, true, Optional.empty());
    }

    static Tried away(String error, Duration retryAfter) {
        return new Failed(error, true, Optional.of(retryAfter));
    }

    static Tried failed(String error) {
        return new Failed(error, false, Optional.empty());
    }

    /** Something to try that gives nothing back. */
    @FunctionalInterface
    interface Call {
        void once() throws ApiFailure, ApiRefusal, InterruptedException;
    }

    /** Tries it. */
    static Tried of(Call call) throws InterruptedException {
        try {
            call.once();
            return decided(Decision.TRIGGERED);
        } catch (ApiRefusal e) {
            return decided(e.decision());
        } catch (ApiFailure e) {
            return new Failed(e.error(), e.apiServerAway(), e.retryAfter());
        }
    }

    /** Ends as it did. */
    default void again() throws ApiFailure, ApiRefusal {
        switch (this) {
            case Decided(Decision decision) -> {
                if (decision != Decision.TRIGGERED) {
                    throw new ApiRefusal(decision);
                }
            }
            case Failed failed -> throw new ApiFailure(failed.error(), failed.apiServerAway(), failed.retryAfter());
        }
    }
}
