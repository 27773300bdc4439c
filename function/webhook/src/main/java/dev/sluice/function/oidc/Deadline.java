package dev.sluice.function.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Until when a webhook may wait for its token to be checked. It begins when the webhook comes in, so that all its routes
 * together share it.
 *
 * @param received when the webhook came in
 * @param clock tells what is left
 */
record Deadline(Instant received, InstantSource clock) {

    private static final Duration IN_ALL = Duration.ofSeconds(5);

    /** What is left; zero or negative when nothing is. */
    Duration left() {
        return Duration.between(clock.instant(), received.plus(IN_ALL));
    }
}
