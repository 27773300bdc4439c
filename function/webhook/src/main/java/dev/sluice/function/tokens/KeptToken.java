package dev.sluice.function.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One token, kept for up to a minute. It is read in line, in the thread of a webhook, by one at a time. However many webhooks come, what is missing or cannot be read is asked for ever less often.
 */
final class KeptToken {

    private static final Duration MAX_AGE = Duration.ofSeconds(60);
    private static final Duration JITTER = Duration.ofSeconds(15);
    /** For so long an old token serves while the store does not answer; one that was revoked must not count for ever. */
    private static final Duration USABLE = Duration.ofHours(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** There is something older to fall back on. */
    private static final Duration AGAIN = Duration.ofSeconds(1);
    /** There is nothing to fall back on. */
    private static final Duration FIRST_READ = Duration.ofSeconds(2);

    private final VersionsReader versions;
    private final Clock clock;
    private final RandomGenerator random;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile State state = State.NEVER_READ;

    KeptToken(VersionsReader versions, Clock clock, RandomGenerator random) {
        this.versions = versions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * The token.
     *
     * @param deadline when the webhook has no more time for it
     * @param failure is told why it could not be read, when that was tried
     */
    KnownToken get(Instant deadline, Consumer<String> failure) {
        Instant now = clock.instant();
        if (!state.isDue(now) || !lock(now, deadline)) {
            return state.at(now);
        }
        try {
            if (state.isDue(clock.instant())) {
                state = read(deadline, failure);
            }
            return state.at(clock.instant());
        } finally {
            reading.unlock();
        }
    }

    /** Others wait for a read as long as it may take: what is older than a minute counts only when the store is away. */
    private boolean lock(Instant now, Instant deadline) {
        Duration left = Duration.between(now, deadline);
        Duration patience = state.isUsable(now) && AGAIN.compareTo(left) < 0 ? AGAIN : left;
        try {
            return reading.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private State read(Instant deadline, Consumer<String> failure) {
        State before = state;
        Instant now = clock.instant();
        Instant end = now.plus(before.isUsable(now) ? AGAIN : FIRST_READ);
        return switch (versions.read(end.isBefore(deadline) ? end : deadline, failure)) {
            case KnownToken.Present present ->
                new State(present, now, now.plus(MAX_AGE).minusMillis(random.nextLong(JITTER.toMillis())), FIRST_PAUSE);
            case KnownToken.Missing missing ->
                new State(missing, now, now.plus(before.pause()), longer(before.pause()));
            case KnownToken.Unreadable unreadable ->
                new State(before.known(), before.readAt(), now.plus(before.pause()), longer(before.pause()));
        };
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /**
     * What there is, swapped as a whole.
     *
     * @param known what the last read that succeeded brought
     * @param readAt when that was
     * @param due from when on it is read again
     * @param pause how long the next read that brings no token holds off the one after it
     */
    private record State(KnownToken known, Instant readAt, Instant due, Duration pause) {

        static final State NEVER_READ = new State(new KnownToken.Unreadable(), Instant.EPOCH, Instant.MIN, FIRST_PAUSE);

        boolean isDue(Instant now) {
            return !now.isBefore(due);
        }

        boolean isUsable(Instant now) {
            return !(known instanceof KnownToken.Unreadable) && now.isBefore(readAt.plus(USABLE));
        }

        KnownToken at(Instant now) {
            return isUsable(now) ? known : new KnownToken.Unreadable();
        }
    }
}
