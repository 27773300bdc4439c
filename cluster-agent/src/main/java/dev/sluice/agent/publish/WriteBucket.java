package dev.sluice.agent.publish;

import java.time.Duration;
import java.time.Instant;

/**
 * How many writes a table may have: 20 at once, and one more every 10 minutes. Secrets Manager keeps about 100 versions
 * of a secret and deletes only those older than a day, so it advises against more than one write in 10 minutes.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html">Quotas</a>
 */
final class WriteBucket {

    static final int CAPACITY = 20;
    static final Duration REFILL = Duration.ofMinutes(10);
    /** What changes of state leave untouched, for new, removed and rotated routes. */
    static final int RESERVE = 5;

    /** How long a table that was refused is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private int left = CAPACITY;
    private Instant refilled;
    private Instant pausedUntil = Instant.MIN;

    WriteBucket(Instant now) {
        this.refilled = now;
    }

    /**
     * Takes one write.
     *
     * @param urgent whether it is more than a change of state
     * @return false when it has to wait
     */
    boolean tryTake(boolean urgent, Instant now) {
        refill(now);
        if (now.isBefore(pausedUntil) || left <= (urgent ? 0 : RESERVE)) {
            return false;
        }
        left--;
        return true;
    }

    /** Secrets Manager did not take the write. */
    void refused(Instant now) {
        left++;
        pausedUntil = now.plus(PAUSE);
    }

    private void refill(Instant now) {
        long more = Duration.between(refilled, now).dividedBy(REFILL);
        if (more > 0) {
            left = (int) Math.min(CAPACITY, left + more);
            refilled = refilled.plus(REFILL.multipliedBy(more));
        }
    }
}
