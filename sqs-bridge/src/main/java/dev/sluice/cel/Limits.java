package dev.sluice.cel;

import java.time.Duration;

/**
 * What one evaluation may use. Flux has no such limits; these are far above what a filter needs.
 *
 * @param work steps: one for each part of the expression that is evaluated, and for each element of what it makes
 * @param space characters and bytes that may be made
 * @param time how long it may take
 */
record Limits(long work, long space, Duration time) {

    static final Limits DEFAULT = new Limits(10_000_000, 16 * 1024 * 1024, Duration.ofSeconds(1));

    /** What a single function may make, or look at, at once. */
    static final long ONE_CALL = 16 * 1024 * 1024;

    /** Refuses a call before it makes, or looks at, too much. */
    static void checkCall(long size) {
        if (size > ONE_CALL) {
            throw new LimitExceeded("has a call that handles more than " + ONE_CALL + " characters or elements");
        }
    }
}
