package dev.sluice.quickstart;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what must come true. */
public final class Until {

    private Until() {}

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
