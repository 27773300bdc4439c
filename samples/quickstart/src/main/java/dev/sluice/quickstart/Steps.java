package dev.sluice.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints what happened, a line a step, with the milliseconds that it took. */
final class Steps {

    private final PrintStream out;
    private long since = System.nanoTime();

    Steps(PrintStream out) {
        this.out = out;
    }

    /** A step is done; its time runs from the end of the one before. */
    void done(String what) {
        took(Duration.ofNanos(System.nanoTime() - since), what);
    }

    /** A step is done that took so long. */
    void took(Duration time, String what) {
        out.printf(Locale.ROOT, "%8.1f ms  %s%n", time.toNanos() / 1e6, what);
        since = System.nanoTime();
    }
}
