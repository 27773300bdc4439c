package dev.sluice.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code format}, in the newest version of cel-go's string extension.
 *
 * @see <a href="https://github.com/google/cel-go/blob/v0.27.0/ext/README.md#format">cel-go, format</a>
 */
final class Format {

    private final StringBuilder text = new StringBuilder();

    private Format() {}

    static String format(String format, List<?> values) {
        Format formatted = new Format();
        int next = 0;
        for (FormatClause clause : FormatClause.parse(format)) {
            if (clause.isText()) {
                formatted.write(clause.text());
                continue;
            }
            if (next >= values.size()) {
                throw new EvalError("the format string has more clauses than there are arguments");
            }
            formatted.write(clause, values.get(next++));
        }
        return formatted.text.toString();
    }

    private void write(String piece) {
        Limits.checkCall((long) text.length() + piece.length());
        text.append(piece);
    }

    private void write(FormatClause clause, Object value) {
        switch (clause.verb()) {
            case 's' -> writeAny(value);
            case 'd' -> write(decimal(value));
            case 'f' ->
                write(finite(value, "%f") ? DoubleText.fixed(toDouble(value), clause.precision()) : name(value));
            case 'e' ->
                write(finite(value, "%e") ? DoubleText.scientific(toDouble(value), clause.precision()) : name(value));
            case 'x' -> write(hexadecimal(value));
            case 'X' -> write(hexadecimal(value).toUpperCase(Locale.ROOT));
            case 'o' -> write(digits(value, 8, "%o"));
            default -> write(value instanceof Boolean bool ? (bool ? "1" : "0") : digits(value, 2, "%b"));
        }
    }

    private void writeAny(Object value) {
        switch (value) {
            case String string -> write(string);
            case Boolean bool -> write(bool.toString());
            case Long number -> write(number.toString());
            case UnsignedLong number -> write(number.toString());
            case Double number -> write(decimal(number));
            case CelByteString bytes -> write(new String(bytes.toByteArray(), StandardCharsets.UTF_8));
            case NullValue any -> write("null");
            case TypeType type -> write(type.containingTypeName());
            case Instant timestamp -> write(TimestampText.write(timestamp));
            case Duration duration -> write(DurationText.write(duration));
            case List<?> list -> writeList(list);
            case Map<?, ?> map -> writeMap(map);
            default -> throw unfit("%s");
        }
    }

    private void writeList(List<?> list) {
        write("[");
        for (int i = 0; i < list.size(); i++) {
            write(i == 0 ? "" : ", ");
            writeAny(list.get(i));
        }
        write("]");
    }

    /** Sorted by the keys' text. */
    private void writeMap(Map<?, ?> map) {
        record Entry(String key, Object value) {}
        List<Entry> entries = new ArrayList<>();
        for (Object key : map.keySet()) {
            Object value = map.get(key);
            if (value == null) {
                throw unfit("%s");
            }
            Format name = new Format();
            name.writeAny(key);
            entries.add(new Entry(name.text.toString(), value));
        }
        entries.sort(Comparator.comparing(Entry::key, CodePoints.ORDER));
        write("{");
        for (int i = 0; i < entries.size(); i++) {
            write((i == 0 ? "" : ", ") + entries.get(i).key() + ": ");
            writeAny(entries.get(i).value());
        }
        write("}");
    }

    private static String decimal(Object value) {
        return switch (value) {
            case Long number -> number.toString();
            case UnsignedLong number -> number.toString();
            case Double number -> finite(number, "%d") ? DoubleText.plain(number) : name(number);
            default -> throw unfit("%d");
        };
    }

    private static boolean finite(Object value, String verb) {
        if (!(value instanceof Number)) {
            throw unfit(verb);
        }
        return Double.isFinite(toDouble(value));
    }

    private static double toDouble(Object number) {
        return ((Number) number).doubleValue();
    }

    /** NaN, Infinity or -Infinity, as Java writes them, too. */
    private static String name(Object notFinite) {
        return notFinite.toString();
    }

    private static String hexadecimal(Object value) {
        return switch (value) {
            case String text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            case CelByteString bytes -> HexFormat.of().formatHex(bytes.toByteArray());
            default -> digits(value, 16, "%x");
        };
    }

    private static String digits(Object value, int radix, String verb) {
        return switch (value) {
            case Long number -> Long.toString(number, radix);
            case UnsignedLong number -> Long.toUnsignedString(number.longValue(), radix);
            default -> throw unfit(verb);
        };
    }

    private static EvalError unfit(String verb) {
        return new EvalError(verb + " cannot format a value of that type");
    }
}
