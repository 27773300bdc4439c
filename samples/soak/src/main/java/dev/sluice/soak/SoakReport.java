package dev.sluice.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a soak.
 *
 * @param figures what was measured, for people
 * @param failures what is not as it must be, a sentence each; empty when all is well
 */
record SoakReport(Map<String, String> figures, List<String> failures) {

    @Override
    public String toString() {
        String lines = figures.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, "%-38s %s%n", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining());
        return lines
                + (failures.isEmpty()
                        ? "No delivery was lost."
                        : failures.stream().map(failure -> "FAILED: " + failure).collect(Collectors.joining("\n")));
    }
}
