package dev.sluice.cel;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go's {@code time.ParseDuration} reads them and CEL writes them.
 *
 * @see <a href="https://pkg.go.dev/time#ParseDuration">time.ParseDuration</a>
 */
final class DurationText {

    private static final Pattern PART = Pattern.compile("([0-9]*)(\\.[0-9]*)?([a-zµμ]+)");
    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int LONGEST = 500;

    private DurationText() {}

    /** Seconds, with as many digits as needed: {@code 5400s}. */
    static String write(Duration duration) {
        long nanos = duration.toNanos();
        // As Go's Seconds(): the double of the whole seconds and of the rest, added.
        double seconds = (double) (nanos / 1_000_000_000) + (nanos % 1_000_000_000) / 1e9;
        return DoubleText.plain(seconds) + "s";
    }

    static Optional<Duration> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher part = PART.matcher(rest);
        BigInteger nanos = BigInteger.ZERO;
        int end = 0;
        while (end < rest.length()) {
            if (!part.find(end) || part.start() != end || !hasDigits(part)) {
                return Optional.empty();
            }
            Long unit = NANOS.get(part.group(3));
            if (unit == null) {
                return Optional.empty();
            }
            nanos = nanos.add(nanos(part, unit));
            end = part.end();
        }
        BigInteger limit = negative ? MAX.add(BigInteger.ONE) : MAX;
        if (rest.isEmpty() || nanos.compareTo(limit) > 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(negative ? nanos.negate().longValueExact() : nanos.longValueExact()));
    }

    private static boolean hasDigits(Matcher part) {
        return !part.group(1).isEmpty()
                || (part.group(2) != null && part.group(2).length() > 1);
    }

    private static BigInteger nanos(Matcher part, long unit) {
        String whole = part.group(1);
        BigInteger nanos = whole.isEmpty() ? BigInteger.ZERO : new BigInteger(whole).multiply(BigInteger.valueOf(unit));
        String fraction = part.group(2);
        if (fraction == null || fraction.length() == 1) {
            return nanos;
        }
        // Digits beyond these change nothing; Go computes the fraction with doubles, too.
        String digits = fraction.substring(1, Math.min(fraction.length(), 19));
        double value = Long.parseLong(digits) * (unit / Math.pow(10, digits.length()));
        return nanos.add(BigInteger.valueOf((long) value));
    }
}
