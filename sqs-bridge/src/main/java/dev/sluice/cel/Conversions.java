package dev.sluice.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that turn a value into another type, such as {@code int()}, as Go reads and writes text. */
final class Conversions {

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final int LONGEST_NUMBER = 1000;

    private Conversions() {}

    static final List<OwnFunction> FUNCTIONS = List.of(
            OwnFunction.of("bool", 1, args -> toBool(args[0]), "bool_to_bool", "string_to_bool"),
            OwnFunction.of(
                    "double",
                    1,
                    args -> toDouble(args[0]),
                    "double_to_double",
                    "int64_to_double",
                    "string_to_double",
                    "uint64_to_double"),
            OwnFunction.of(
                    "duration",
                    1,
                    args -> toDuration(args[0]),
                    "duration_to_duration",
                    "string_to_duration",
                    "int64_to_duration"),
            // of a duration, cel-go gives all its milliseconds
            OwnFunction.of(
                    "getMilliseconds",
                    1,
                    args -> milliseconds(args[0]),
                    "timestamp_to_milliseconds",
                    "duration_to_milliseconds"),
            OwnFunction.of("getMilliseconds", 2, args -> milliseconds(args[0]), "timestamp_to_milliseconds_with_tz"),
            OwnFunction.of(
                    "int",
                    1,
                    args -> toInt(args[0]),
                    "int64_to_int64",
                    "uint64_to_int64",
                    "double_to_int64",
                    "string_to_int64",
                    "timestamp_to_int64",
                    "duration_to_int64"),
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
            OwnFunction.of(
                    "timestamp",
                    1,
                    args -> toTimestamp(args[0]),
                    "string_to_timestamp",
                    "timestamp_to_timestamp",
                    "int64_to_timestamp"),
            OwnFunction.of(
                    "uint",
                    1,
                    args -> toUint(args[0]),
                    "uint64_to_uint64",
                    "int64_to_uint64",
                    "double_to_uint64",
                    "string_to_uint64"));

    static boolean isConversion(String function) {
        return FUNCTIONS.stream().anyMatch(own -> own.name().equals(function))
                || function.equals("bytes")
                || function.equals("dyn")
                || function.equals("type");
    }

    private static @Nullable Object toBool(Object value) {
        return switch (value) {
            case Boolean bool -> bool;
            case String text when TRUE.contains(text) -> true;
            case String text when FALSE.contains(text) -> false;
            case String text -> throw unreadable("bool");
            default -> null;
        };
    }

    private static @Nullable Object toDouble(Object value) {
        return switch (value) {
            case Double number -> number;
            case Number number -> number.doubleValue();
            case String text -> DoubleText.parse(text).orElseThrow(() -> unreadable("double"));
            default -> null;
        };
    }

    private static @Nullable Object milliseconds(Object value) {
        return switch (value) {
            case Instant timestamp -> timestamp.getNano() / 1_000_000L;
            case Duration duration -> duration.toMillis();
            default -> null;
        };
    }

    private static @Nullable Object toDuration(Object value) {
        return switch (value) {
            case Duration duration -> duration;
            case String text -> DurationText.parse(text).orElseThrow(() -> unreadable("duration"));
            // cel-go declares this overload, and has no conversion for it.
            case Long any -> throw new EvalError("an int cannot be a duration");
            default -> null;
        };
    }

    private static @Nullable Object toInt(Object value) {
        return switch (value) {
            case Long number -> number;
            case UnsignedLong number when number.longValue() >= 0 -> number.longValue();
            case UnsignedLong number -> throw outOfRange("int");
            // Go refuses the bounds, too, for as doubles they are not exact
            case Double number when number > Long.MIN_VALUE && number < Long.MAX_VALUE -> number.longValue();
            case Double number -> throw outOfRange("int");
            case String text -> whole(text, true).longValue();
            case Instant timestamp -> timestamp.getEpochSecond();
            case Duration duration -> duration.toNanos();
            default -> null;
        };
    }

    private static @Nullable Object toUint(Object value) {
        return switch (value) {
            case UnsignedLong number -> number;
            case Long number when number >= 0 -> UnsignedLong.valueOf(number);
            case Long number -> throw outOfRange("uint");
            case Double number
            when number >= 0 && number < 0x1p64 -> UnsignedLong.valueOf(new BigDecimal(number).toBigInteger());
            case Double number -> throw outOfRange("uint");
            case String text -> UnsignedLong.valueOf(whole(text, false));
            default -> null;
        };
    }

    /** As Go's {@code ParseInt} and {@code ParseUint}: ASCII digits; an int may have a sign. */
    private static BigInteger whole(String text, boolean signed) {
        String pattern = signed ? "[+-]?[0-9]+" : "[0-9]+";
        String type = signed ? "int" : "uint";
        if (text.length() > LONGEST_NUMBER || !text.matches(pattern)) {
            throw unreadable(type);
        }
        BigInteger number = new BigInteger(text);
        if (number.bitLength() > (signed ? 63 : 64)) {
            throw unreadable(type);
        }
        return number;
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
            case Instant timestamp -> TimestampText.write(timestamp);
            case Duration duration -> DurationText.write(duration);
            default -> null;
        };
    }

    private static @Nullable Object toTimestamp(Object value) {
        return switch (value) {
            case Instant timestamp -> timestamp;
            case Long second -> TimestampText.checked(second, 0).orElseThrow(() -> outOfRange("timestamp"));
            case String text -> TimestampText.parse(text).orElseThrow(() -> unreadable("timestamp"));
            default -> null;
        };
    }

    private static EvalError unreadable(String type) {
        return new EvalError("the string is no " + type);
    }

    private static EvalError outOfRange(String type) {
        return new EvalError("the number is out of the range of " + type);
    }
}
