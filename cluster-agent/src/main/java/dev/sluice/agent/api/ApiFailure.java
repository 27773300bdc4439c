package dev.sluice.agent.api;

import java.time.Duration;
import java.util.Optional;

/** A request failed, and may succeed later. */
public final class ApiFailure extends Exception {

    private final String error;
    private final boolean apiServerAway;

    @SuppressWarnings("serial") // never leaves this process
    private final Optional<Duration> retryAfter;

    /**
     * @param error the HTTP status, or the exception's name
     * @param apiServerAway whether it is the API server as a whole that did not answer, or asked for less
     * @param retryAfter how long the API server asked to wait
     */
    public ApiFailure(String error, boolean apiServerAway, Optional<Duration> retryAfter) {
        super(error, null, false, false);
        this.error = error;
        this.apiServerAway = apiServerAway;
        this.retryAfter = retryAfter;
    }

    /** There was no answer at all. */
    static ApiFailure noAnswer(String error) {
        return new ApiFailure(error, true, Optional.empty());
    }

    /** The HTTP status, or the exception's name. */
    public String error() {
        return error;
    }

    /** Whether it is the API server as a whole that did not answer, or asked for less. */
    public boolean apiServerAway() {
        return apiServerAway;
    }

    /** How long the API server asked to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
