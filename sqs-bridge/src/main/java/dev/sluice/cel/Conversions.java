package dev.sluice.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conversions that Go does otherwise: text of doubles and times, and the milliseconds of a duration. */
final class Conversions {

    private static final Set<String> NAMES =
            Set.of("bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint");

    private Conversions() {}

    static final List<OwnFunction> FUNCTIONS = List.of(
            OwnFunction.of(
                    "string",
                    1,
                    args -> toText(args[0]),
                    "string_to_string",
                    "int64_to_string",
                    "double_to_string",
                    "bool_to_string",
                    "bytes_to_string",
                    "timestamp_to_string",
                    "duration_to_string",
                    "uint64_to_string"),
            // of a duration, cel-go gives all its milliseconds
            OwnFunction.of(
                    "getMilliseconds",
                    1,
                    args -> milliseconds(args[0]),
                    "timestamp_to_milliseconds",
                    "duration_to_milliseconds"),
            OwnFunction.of("getMilliseconds", 2, args -> milliseconds(args[0]), "timestamp_to_milliseconds_with_tz"));

    static boolean isConversion(String function) {
        return NAMES.contains(function);
    }

    private static @Nullable Object toText(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool.toString();
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Double number -> DoubleText.general(number);
            case CelByteString bytes when bytes.isValidUtf8() -> bytes.toStringUtf8();
            case CelByteString bytes -> throw new EvalError("the bytes are no UTF-8");
            case Instant timestamp -> text(timestamp);
            case Duration duration -> text(duration);
            default -> null;
        };
    }

    /** With no more fractional digits than needed. */
    static String text(Instant timestamp) {
        String text = timestamp.toString();
        return text.indexOf('.') < 0 ? text : text.replaceAll("0+Z$", "Z");
    }

    /** Seconds: {@code 5400s}, {@code 1.5s}. */
    static String text(Duration duration) {
        return duration.isNegative()
                ? "-" + text(duration.negated())
                : DoubleText.plain(duration.toSeconds() + duration.toNanosPart() / 1e9) + "s";
    }

    private static @Nullable Object milliseconds(Object value) {
        return switch (value) {
            case Instant timestamp -> timestamp.toEpochMilli() - timestamp.getEpochSecond() * 1000;
            case Duration duration -> duration.toMillis();
            default -> null;
        };
    }
}
