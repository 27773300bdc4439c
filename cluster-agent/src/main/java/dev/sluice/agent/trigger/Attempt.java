package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import java.time.Duration;
import java.util.Optional;

/** What came of one try to set the annotation. */
public sealed interface Attempt {

    /** It is decided: set, or refused for good. */
    record Decided(Decision decision) implements Attempt {}

    /**
     * A later try may succeed.
     *
     * @param error the HTTP status, or the exception's name
     * @param apiServerAway whether it is the API server as a whole that did not answer, or asked for less
     * @param retryAfter how long the API server asked to wait
     */
    record Failed(String error, boolean apiServerAway, Optional<Duration> retryAfter) implements Attempt {}
}
