package dev.sluice.cel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of strings that need a limit, or that Go has otherwise. */
final class Strings {

    private static final long HARDEST_SEARCH = 2_000_000_000;

    private Strings() {}

    static final List<OwnFunction> FUNCTIONS = List.of(
            OwnFunction.of("format", 2, Strings::format, "string_format"),
            OwnFunction.of("contains", 2, Strings::contains, "contains_string"),
            OwnFunction.of("indexOf", 2, Strings::indexOf, "string_index_of_string"),
            OwnFunction.of("indexOf", 3, Strings::indexOf, "string_index_of_string_int"),
            OwnFunction.of("lastIndexOf", 2, Strings::lastIndexOf, "string_last_index_of_string"),
            OwnFunction.of("lastIndexOf", 3, Strings::lastIndexOf, "string_last_index_of_string_int"),
            OwnFunction.of("join", 1, Strings::join, "list_join"),
            OwnFunction.of("join", 2, Strings::join, "list_join_string"),
            OwnFunction.of("matches", 2, Strings::matches, "matches_string"),
            OwnFunction.of("replace", 3, Strings::replace, "string_replace_string_string"),
            OwnFunction.of("replace", 4, Strings::replace, "string_replace_string_string_int"),
            OwnFunction.of("split", 2, Strings::split, "string_split_string"),
            OwnFunction.of("split", 3, Strings::split, "string_split_string_int"));

    private static @Nullable Object format(Object[] args) {
        return args[0] instanceof String format && args[1] instanceof List<?> values
                ? Format.format(format, values)
                : null;
    }

    private static @Nullable Object matches(Object[] args) {
        return args[0] instanceof String text && args[1] instanceof String pattern
                ? Regex.compile(pattern).isIn(text)
                : null;
    }

    private static @Nullable Object contains(Object[] args) {
        return args[0] instanceof String text && args[1] instanceof String part
                ? (Object) (find(text, part, 0) >= 0)
                : null;
    }

    private static int find(String text, String part, int start) {
        return checked(text, part).indexOf(part, start);
    }

    /** The JDK's search takes quadratic time for text that was made to be hard. */
    private static String checked(String text, String part) {
        if ((long) text.length() * part.length() > HARDEST_SEARCH) {
            throw new LimitExceeded("searches a long text for another long text");
        }
        return text;
    }

    private static @Nullable Object indexOf(Object[] args) {
        if (!(args[0] instanceof String text && args[1] instanceof String part)) {
            return null;
        }
        long from = args.length == 3 && args[2] instanceof Long given ? given : 0;
        if (part.isEmpty()) {
            return from;
        }
        int start = offset(text, from);
        return start < 0 ? -1L : codePoint(text, find(text, part, start));
    }

    private static @Nullable Object lastIndexOf(Object[] args) {
        if (!(args[0] instanceof String text && args[1] instanceof String part)) {
            return null;
        }
        long length = text.codePointCount(0, text.length());
        long from = args.length == 3 && args[2] instanceof Long given ? given : length;
        if (part.isEmpty()) {
            return from;
        }
        // as in cel-go, from beyond the end finds nothing
        boolean beyond = args.length == 3 && from >= length;
        int start = beyond ? -1 : offset(text, from);
        return start < 0 ? -1L : codePoint(text, checked(text, part).lastIndexOf(part, start));
    }

    /** Where the code point of that number starts; -1 when the text has fewer. */
    private static int offset(String text, long codePoint) {
        if (codePoint < 0) {
            throw new EvalError("index out of range");
        }
        return codePoint > text.codePointCount(0, text.length()) ? -1 : text.offsetByCodePoints(0, (int) codePoint);
    }

    private static Long codePoint(String text, int place) {
        return place < 0 ? -1L : text.codePointCount(0, place);
    }

    private static @Nullable Object join(Object[] args) {
        String separator = "";
        if (args.length == 2) {
            if (!(args[1] instanceof String given)) {
                return null;
            }
            separator = given;
        }
        if (!(args[0] instanceof List<?> list)) {
            return null;
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String text)) {
                throw new EvalError("join needs a list of strings");
            }
            Limits.checkCall((long) joined.length() + separator.length() + text.length());
            joined.append(i == 0 ? "" : separator).append(text);
        }
        return joined.toString();
    }

    private static @Nullable Object replace(Object[] args) {
        if (!(args[0] instanceof String text && args[1] instanceof String old && args[2] instanceof String by)) {
            return null;
        }
        if (args.length == 3) {
            return replace(text, old, by, -1);
        }
        return args[3] instanceof Long limit ? replace(text, old, by, limit) : null;
    }

    private static @Nullable Object split(Object[] args) {
        if (!(args[0] instanceof String text && args[1] instanceof String separator)) {
            return null;
        }
        if (args.length == 2) {
            return split(text, separator, -1);
        }
        return args[2] instanceof Long limit ? split(text, separator, limit) : null;
    }

    /**
     * Go's {@code strings.SplitN}.
     *
     * @param limit the most parts; negative: all
     */
    private static List<String> split(String text, String separator, long limit) {
        List<String> parts = new ArrayList<>();
        if (limit == 0) {
            return parts;
        }
        int start = 0;
        while (limit < 0 || parts.size() < limit - 1) {
            int end = separator.isEmpty() ? nextPoint(text, start) : find(text, separator, start);
            if (end < 0 || (separator.isEmpty() && end >= text.length())) {
                break;
            }
            parts.add(text.substring(start, end));
            start = end + separator.length();
        }
        if (!separator.isEmpty() || start < text.length()) {
            parts.add(text.substring(start));
        }
        return Collections.unmodifiableList(parts);
    }

    /**
     * Go's {@code strings.Replace}.
     *
     * @param limit the most replacements; negative: all
     */
    private static String replace(String text, String old, String replacement, long limit) {
        StringBuilder result = new StringBuilder();
        int start = 0;
        for (long count = 0; limit < 0 || count < limit; count++) {
            int found = old.isEmpty() ? (count == 0 ? 0 : nextPoint(text, start)) : find(text, old, start);
            if (found < 0) {
                break;
            }
            Limits.checkCall((long) result.length() + found - start + replacement.length());
            result.append(text, start, found).append(replacement);
            start = found + old.length();
        }
        return result.append(text, start, text.length()).toString();
    }

    /** Where the code point after that place ends; -1 at the end. */
    private static int nextPoint(String text, int start) {
        return start >= text.length() ? -1 : text.offsetByCodePoints(start, 1);
    }
}
