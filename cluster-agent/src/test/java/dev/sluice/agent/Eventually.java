package dev.sluice.agent;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens in its own time. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** An assertion that may fail for a while. */
    @FunctionalInterface
    public interface Assertion {
        void check() throws Exception;
    }

    /** Returns as soon as the assertion holds; its last failure is this one's. */
    public static void holds(Assertion assertion) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertion.check();
                return;
            } catch (AssertionError | RuntimeException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    /** Returns as soon as the condition is true. */
    public static void isTrue(String what, Callable<Boolean> condition) throws Exception {
        holds(() -> {
            if (!condition.call()) {
                throw new AssertionError("still not: " + what);
            }
        });
    }
}
