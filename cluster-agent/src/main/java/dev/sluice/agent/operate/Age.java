package dev.sluice.agent.operate;

import java.time.Duration;

/** Ages as people read them. */
final class Age {

    private Age() {}

    /** In the largest unit of which there is one: {@code 3d}, {@code 5h}, {@code 12m}, {@code 40s}. */
    static String of(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    }
}
