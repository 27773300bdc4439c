package dev.sluice.agent.api;

import dev.sluice.queue.Gate;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shut while the API server is away, so that nothing is received that could not be handled. It opens as soon as the API
 * server answers anything, and for a short look after each pause: what is received then finds out.
 */
public final class ApiServerGate implements Gate {

    private static final long LONGEST_MILLIS = 5_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private int failures;
    private long shutUntilNanos;
    private boolean shut;

    /** The API server answered. */
    void answered() {
        lock.lock();
        try {
            failures = 0;
            shut = false;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The API server did not answer, or asked for less. */
    void away() {
        lock.lock();
        try {
            long full = Math.min(LONGEST_MILLIS, 200L << Math.min(failures, 10));
            failures++;
            shut = true;
            shutUntilNanos = System.nanoTime()
                    + Duration.ofMillis(full - ThreadLocalRandom.current().nextLong(full / 2 + 1))
                            .toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the API server has answered since it was last away. */
    public boolean isOpen() {
        lock.lock();
        try {
            return !shut;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitOpen() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = shutUntilNanos - System.nanoTime();
            while (shut && left > 0) {
                left = opened.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
