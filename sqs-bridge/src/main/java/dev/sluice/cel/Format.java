package dev.sluice.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code format}, in the newest version of cel-go's string extension.
 *
 * @see <a href="https://github.com/google/cel-go/blob/v0.27.0/ext/README.md#format">cel-go, format</a>
 */
final class Format {

    /** A clause; a percent sign that starts none gives an empty verb. */
    private static final Pattern CLAUSE = Pattern.compile("%(?:\\.([0-9]{1,6}))?([sdfexXob%]?)");

    private static final int DEFAULT_PRECISION = 6;
    private static final int MOST_PRECISION = 1000;

    private final StringBuilder text = new StringBuilder();

    private Format() {}

    static String format(String format, List<?> values) {
        Format formatted = new Format();
        Matcher clause = CLAUSE.matcher(format);
        int end = 0;
        int next = 0;
        while (clause.find()) {
            formatted.write(format.substring(end, clause.start()));
            end = clause.end();
            if (clause.group().equals("%%")) {
                formatted.write("%");
                continue;
            }
            if (next >= values.size()) {
                throw new EvalError("the format string has more clauses than there are arguments");
            }
            formatted.write(clause.group(2), precision(clause), values.get(next++));
        }
        formatted.write(format.substring(end));
        return formatted.text.toString();
    }

    private static int precision(Matcher clause) {
        String digits = clause.group(1);
        int precision = digits == null ? DEFAULT_PRECISION : Integer.parseInt(digits);
        if (precision > MOST_PRECISION) {
            throw new EvalError("a precision must be a number up to " + MOST_PRECISION);
        }
        return precision;
    }

    private void write(String piece) {
        Limits.checkCall((long) text.length() + piece.length());
        text.append(piece);
    }

    private void write(String verb, int precision, Object value) {
        switch (verb) {
            case "s" -> writeAny(value);
            case "d" -> write(decimal(value));
            case "f" -> write(DoubleText.fixed(number(value), precision));
            case "e" -> write(DoubleText.scientific(number(value), precision));
            case "x" -> write(hexadecimal(value));
            case "X" -> write(hexadecimal(value).toUpperCase(Locale.ROOT));
            case "o" -> write(digits(value, 8));
            case "b" -> write(value instanceof Boolean bool ? (bool ? "1" : "0") : digits(value, 2));
            default -> throw new EvalError("a format clause ends with one of s, d, f, e, x, X, o, b");
        }
    }

    private void writeAny(Object value) {
        switch (value) {
            case String string -> write(string);
            case Boolean bool -> write(bool.toString());
            case Number number -> write(decimal(number));
            case CelByteString bytes -> write(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
            case NullValue none -> write("null");
            case TypeType type -> write(type.containingTypeName());
            case Instant timestamp -> write(Conversions.text(timestamp));
            case Duration duration -> write(Conversions.text(duration));
            case List<?> list -> {
                write("[");
                for (int i = 0; i < list.size(); i++) {
                    write(i == 0 ? "" : ", ");
                    writeAny(list.get(i));
                }
                write("]");
            }
            case Map<?, ?> map -> writeMap(map);
            default -> throw unfit();
        }
    }

    /** Sorted by the keys' text. */
    private void writeMap(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> {
            Format name = new Format();
            name.writeAny(key);
            sorted.put(name.text.toString(), value);
        });
        String separator = "{";
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            write(separator + entry.getKey() + ": ");
            writeAny(entry.getValue());
            separator = ", ";
        }
        write(sorted.isEmpty() ? "{}" : "}");
    }

    private static String decimal(Object value) {
        return switch (value) {
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Double number -> DoubleText.plain(number);
            default -> throw unfit();
        };
    }

    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw unfit();
    }

    private static String hexadecimal(Object value) {
        return switch (value) {
            case String string -> HexFormat.of().formatHex(string.getBytes(StandardCharsets.UTF_8));
            case CelByteString bytes -> HexFormat.of().formatHex(bytes.toByteArray());
            default -> digits(value, 16);
        };
    }

    private static String digits(Object value, int radix) {
        return switch (value) {
            case Long number -> Long.toString(number, radix);
            case UnsignedLong number -> number.toString(radix);
            default -> throw unfit();
        };
    }

    private static EvalError unfit() {
        return new EvalError("a format clause does not take a value of that type");
    }
}
