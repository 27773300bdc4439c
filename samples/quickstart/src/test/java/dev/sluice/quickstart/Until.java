package dev.sluice.quickstart;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what must come true. */
public final class Until {

    // long enough for a busy machine; nothing ever waits that long when all is well
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Until() {}

    /** Returns as soon as the condition is true. */
    public static void isTrue(String what, BooleanSupplier condition) throws InterruptedException {
        isTrue(what, PATIENCE, condition);
    }

    /** Returns as soon as the condition is true; it has so much time. */
    public static void isTrue(String what, Duration time, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + time + ": " + what);
            }
            Thread.sleep(20);
        }
    }
}
