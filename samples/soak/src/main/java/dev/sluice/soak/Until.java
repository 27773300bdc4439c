package dev.sluice.soak;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what tells nobody when it happens. */
final class Until {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private Until() {}

    /**
     * Returns when it is so.
     *
     * @throws IllegalStateException when it is not so in time
     */
    static void isTrue(String what, Duration time, BooleanSupplier condition) throws InterruptedException {
        if (!holds(time, condition)) {
            throw new IllegalStateException("not so within " + time + ": " + what);
        }
    }

    /** Whether it becomes so in time. */
    static boolean holds(Duration time, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(PERIOD);
        }
        return true;
    }
}
