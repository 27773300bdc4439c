package dev.sluice.cel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a pattern where RE2/J is laxer or stricter than Go: repetitions within repetitions multiply to 1000 at most
 * (which also bounds the compiled program), groups nest 1000 deep at most, an escaped character is ASCII, and two groups
 * may have one name.
 */
final class RegexSyntax {

    private static final int MOST_REPEATED = 1000;
    private static final int MOST_NESTED = 1000;

    private final String pattern;
    private final StringBuilder accepted = new StringBuilder();
    private int next;

    /** How often the last part is repeated in all, and the same for what came before it in each open group. */
    private long repeated = 1;

    private long mostRepeated = 1;
    private final Deque<Long> outer = new ArrayDeque<>();

    private RegexSyntax(String pattern) {
        this.pattern = pattern;
    }

    /**
     * The pattern for RE2/J.
     *
     * @throws EvalError when Go would refuse it for one of the reasons above
     */
    static String accept(String pattern) {
        RegexSyntax syntax = new RegexSyntax(pattern);
        while (syntax.next < pattern.length()) {
            syntax.readPart();
        }
        return syntax.accepted.toString();
    }

    private void readPart() {
        switch (pattern.charAt(next)) {
            case '\\' -> readEscape();
            case '[' -> readClass();
            case '(' -> openGroup();
            case ')' -> closeGroup();
            case '{' -> readRepetition();
            default -> {
                copy(1);
                if ("*+?".indexOf(pattern.charAt(next - 1)) < 0) {
                    startPart(1);
                }
            }
        }
    }

    private void startPart(long repetitions) {
        mostRepeated = Math.max(mostRepeated, repeated);
        repeated = repetitions;
    }

    private void readEscape() {
        startPart(1);
        if (pattern.startsWith("\\Q", next)) {
            int end = pattern.indexOf("\\E", next);
            copy(end < 0 ? pattern.length() - next : end + 2 - next);
            return;
        }
        boolean braced = pattern.startsWith("{", next + 2) && "pPx".indexOf(pattern.charAt(next + 1)) >= 0;
        int end = braced ? pattern.indexOf('}', next) : -1;
        if (next + 1 < pattern.length() && pattern.charAt(next + 1) > 0x7F) {
            throw new EvalError("invalid pattern: only an ASCII character can be escaped");
        }
        copy(end < 0 ? Math.min(2, pattern.length() - next) : end + 1 - next);
    }

    private void readClass() {
        startPart(1);
        copy(pattern.startsWith("[^", next) ? 2 : 1);
        boolean first = true;
        while (next < pattern.length() && (first || pattern.charAt(next) != ']')) {
            first = false;
            int named = pattern.startsWith("[:", next) ? pattern.indexOf(":]", next) : -1;
            if (named >= 0) {
                copy(named + 2 - next);
            } else if (pattern.charAt(next) == '\\') {
                readEscape();
            } else {
                copy(1);
            }
        }
        copy(Math.min(1, pattern.length() - next));
    }

    private void openGroup() {
        if (outer.size() >= MOST_NESTED) {
            throw new EvalError("invalid pattern: it nests too deeply");
        }
        startPart(1);
        outer.push(mostRepeated);
        mostRepeated = 1;
        int name = nameEnd();
        if (name < 0) {
            copy(1);
        } else {
            // the name is not used, and RE2/J would refuse a second group of that name
            accepted.append("(?:");
            next = name;
        }
    }

    /** Where the name of a named group ends; -1 if it has none, or one that is for RE2/J to refuse. */
    private int nameEnd() {
        int start = pattern.startsWith("(?P<", next) ? next + 4 : pattern.startsWith("(?<", next) ? next + 3 : -1;
        int end = start < 0 ? -1 : pattern.indexOf('>', start);
        boolean valid = end > start
                && pattern.substring(start, end)
                        .chars()
                        .allMatch(c -> c == '_' || c <= 0x7F && Character.isLetterOrDigit(c));
        return valid ? end + 1 : -1;
    }

    private void closeGroup() {
        copy(1);
        long inner = Math.max(mostRepeated, repeated);
        mostRepeated = outer.isEmpty() ? 1 : outer.pop();
        repeated = inner;
    }

    private void readRepetition() {
        int end = pattern.indexOf('}', next);
        String bounds = end < 0 ? "" : pattern.substring(next + 1, end);
        if (!bounds.matches("[0-9]{1,4}(,[0-9]{0,4})?")) {
            // a brace that stands for itself; RE2/J would not let it be repeated
            accepted.append('\\');
            copy(1);
            startPart(1);
            return;
        }
        String most = bounds.endsWith(",")
                ? bounds.substring(0, bounds.length() - 1)
                : bounds.substring(bounds.indexOf(',') + 1);
        repeated *= Math.max(1, Long.parseLong(most));
        if (repeated > MOST_REPEATED) {
            throw new EvalError("invalid pattern: it repeats something more than " + MOST_REPEATED + " times");
        }
        copy(end + 1 - next);
    }

    private void copy(int length) {
        accepted.append(pattern, next, next + length);
        next += length;
    }
}
