package dev.sluice.queue;

import java.time.Duration;

/**
 * How a poller works.
 *
 * @param longPoll how long one receive waits for messages; 20 s at most
 * @param visibility how long a received message stays hidden unless that is extended; extended every third of it
 * @param maxInFlight how many messages are handled at once at the most; one of more than 1 KiB counts as several. Bounds
 *     the memory, whatever the backlog
 * @param firstBackOff the pause after a first failure to receive; doubled with each further one
 * @param maxBackOff the longest such pause
 */
public record PollerSettings(
        Duration longPoll, Duration visibility, int maxInFlight, Duration firstBackOff, Duration maxBackOff) {

    public PollerSettings {
        if (longPoll.toSeconds() > 20) {
            throw new IllegalArgumentException("longPoll: must be at most 20 s");
        }
        if (visibility.toSeconds() < 3) {
            throw new IllegalArgumentException("visibility: must be at least 3 s");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight: must be at least 1");
        }
    }

    /** 20 s long polls, back-off from 0.5 s to 20 s. */
    public static PollerSettings of(Duration visibility, int maxInFlight) {
        return new PollerSettings(
                Duration.ofSeconds(20), visibility, maxInFlight, Duration.ofMillis(500), Duration.ofSeconds(20));
    }
}
