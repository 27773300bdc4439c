package dev.sluice.cel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as Go's {@code time} reads RFC 3339 and writes it with as many fractional digits as needed.
 *
 * @see <a href="https://pkg.go.dev/time#Parse">time.Parse</a>
 */
final class TimestampText {

    /** Go takes an hour of one digit, a comma for the point, and offsets up to 24:60. */
    private static final Pattern RFC_3339 = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})"
            + "T([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:[.,]([0-9]+))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))");

    /** The years 1 to 9999. */
    private static final long FIRST_SECOND = -62135596800L;

    private static final long LAST_SECOND = 253402300799L;

    private TimestampText() {}

    static String write(Instant timestamp) {
        String text = timestamp.toString();
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+Z$", "Z");
    }

    /** Reads a timestamp; empty when it is none, or before year 1 or after 9999. */
    static Optional<Instant> parse(String text) {
        Matcher part = RFC_3339.matcher(text);
        if (!part.matches()) {
            return Optional.empty();
        }
        int offset = 0;
        if (part.group(8) != null) {
            int hours = number(part, 9);
            int minutes = number(part, 10);
            if (hours > 24 || minutes > 60) {
                return Optional.empty();
            }
            offset = (part.group(8).equals("-") ? -60 : 60) * (hours * 60 + minutes);
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(part, 1),
                    number(part, 2),
                    number(part, 3),
                    number(part, 4),
                    number(part, 5),
                    number(part, 6));
            return checked(local.toEpochSecond(ZoneOffset.UTC) - offset, nanos(part.group(7)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Instant> checked(long second, int nanos) {
        return second < FIRST_SECOND || second > LAST_SECOND
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(second, nanos));
    }

    private static int number(Matcher part, int group) {
        return Integer.parseInt(part.group(group));
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }
}
