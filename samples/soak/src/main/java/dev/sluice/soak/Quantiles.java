package dev.sluice.soak;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Quantiles of times. */
final class Quantiles {

    private final List<Duration> sorted;

    /** @throws IllegalArgumentException when there are none */
    Quantiles(List<Duration> times) {
        if (times.isEmpty()) {
            throw new IllegalArgumentException("there are no times");
        }
        sorted = times.stream().sorted().toList();
    }

    /** The smallest time that so many percent do not exceed, in milliseconds. */
    double millis(int percent) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(rank, 1) - 1).toNanos() / 1e6;
    }

    /** Those of interest in one line. */
    String text(int... percents) {
        return Arrays.stream(percents)
                .mapToObj(percent -> String.format(Locale.ROOT, "p%d %.1f ms", percent, millis(percent)))
                .collect(Collectors.joining(", "));
    }
}
