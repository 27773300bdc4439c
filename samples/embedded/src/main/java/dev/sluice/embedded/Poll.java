package dev.sluice.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what tells nobody when it happens. */
final class Poll {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Poll() {}

    /**
     * Waits until a condition holds.
     *
     * @param what names the condition in the error
     * @throws IllegalStateException when it does not hold after a minute
     */
    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("Not so after " + PATIENCE.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted waiting for: " + what, e);
            }
        }
    }
}
