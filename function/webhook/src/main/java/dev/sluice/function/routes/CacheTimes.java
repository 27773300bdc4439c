package dev.sluice.function.routes;

import java.time.Duration;
import java.time.Instant;

/**
 * When the cache loads again.
 *
 * @param staleAt from then on every look-up loads first
 * @param missAt from then on a look-up that finds nothing loads and looks again
 * @param pause how long such loads, and failed ones, hold off the next
 */
record CacheTimes(Instant staleAt, Instant missAt, Duration pause) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Before the first load: every look-up loads, once. */
    static final CacheTimes NEVER_LOADED = new CacheTimes(Instant.MIN, Instant.MAX, FIRST_PAUSE);

    boolean isStale(Instant now) {
        return !now.isBefore(staleAt);
    }

    boolean mayLoadForMiss(Instant now) {
        return !now.isBefore(missAt);
    }

    /** After a load that was due, or one for a path that it then found. */
    static CacheTimes afterLoad(Instant now, Duration maxAge) {
        return new CacheTimes(now.plus(maxAge), now.plus(FIRST_PAUSE), FIRST_PAUSE);
    }

    /** After a load for a path that it did not find either: whoever guesses paths is not to load the store. */
    CacheTimes afterVainLoad(Instant now, Duration maxAge) {
        Duration longer = longerPause();
        return new CacheTimes(now.plus(maxAge), now.plus(longer), longer);
    }

    /** After a load that failed. */
    CacheTimes afterFailure(Instant now) {
        Instant next = now.plus(pause);
        return new CacheTimes(isStale(next) ? next : staleAt, next, longerPause());
    }

    private Duration longerPause() {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
