package dev.sluice.agent.trigger;

import java.time.Duration;
import java.util.Optional;

/** The API server did not answer as it should; never leaves this package. */
final class ApiAway extends Exception {

    private final Optional<Duration> retryAfter;

    /**
     * @param error the HTTP status, or the exception's name
     * @param retryAfter how long it asked to wait
     */
    ApiAway(String error, Optional<Duration> retryAfter) {
        super(error, null, false, false);
        this.retryAfter = retryAfter;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
