package dev.sluice.agent.trigger;

import java.time.Duration;
import java.util.Optional;

/** The API server did not answer as it should; never leaves this package. */
final class ApiAway extends Exception {

    @SuppressWarnings("serial") // never leaves this package
    private final Attempt attempt;

    /** @param error what went wrong instead of an answer */
    ApiAway(String error) {
        this(new Attempt.Failed(error, true, Optional.<Duration>empty()));
    }

    /** @param attempt what its answer makes of the attempt */
    ApiAway(Attempt attempt) {
        super(null, null, false, false);
        this.attempt = attempt;
    }

    Attempt attempt() {
        return attempt;
    }
}
