package dev.sluice.soak;

import java.io.PrintStream;
import java.util.Locale;

/** Tells figures and whether they are good enough, as they come. */
final class Goals {

    private final PrintStream out;
    private boolean missed;

    Goals(PrintStream out) {
        this.out = out;
        line("", "measured", "ratio", "goal", "");
    }

    /** A figure without a goal. */
    void tell(String what, String measured) {
        line(what, measured, "", "", "");
    }

    /** A figure that is to be so high. */
    void atLeast(String what, String measured, double ratio, double goal) {
        judge(what, measured, ratio, "at least " + goal, ratio >= goal);
    }

    /** A figure that is to be no higher. */
    void atMost(String what, String measured, double ratio, double goal) {
        judge(what, measured, ratio, "at most " + goal, ratio <= goal);
    }

    /** Whether one was missed. */
    boolean missed() {
        return missed;
    }

    private void judge(String what, String measured, double ratio, String goal, boolean met) {
        missed |= !met;
        line(what, measured, String.format(Locale.ROOT, "%.2f", ratio), goal, met ? "met" : "MISSED");
    }

    private void line(String what, String measured, String ratio, String goal, String met) {
        out.printf(Locale.ROOT, "%-52s %-34s %8s  %-14s %s%n", what, measured, ratio, goal, met);
    }
}
