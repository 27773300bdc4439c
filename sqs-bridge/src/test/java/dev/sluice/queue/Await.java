package dev.sluice.queue;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** Waits for what happens on other threads. */
final class Await {

    /** Long enough for a busy machine; nothing ever waits that long when all is well. */
    static final Duration LONG = Duration.ofSeconds(90);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(what, LONG, condition);
    }

    static void until(String what, Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                Assertions.fail("after %s still not: %s", atMost, what);
            }
            pause(Duration.ofMillis(10));
        }
    }

    /** Lets time pass; not for waiting for something. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
