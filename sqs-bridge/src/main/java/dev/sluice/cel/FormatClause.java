package dev.sluice.cel;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a format string.
 *
 * @param verb {@code s d f e x X o b}, or 0: the piece is the text itself
 * @param precision digits after the point
 * @param text what is copied, when there is no verb
 */
record FormatClause(char verb, int precision, String text) {

    private static final int DEFAULT_PRECISION = 6;
    private static final int MOST_PRECISION = 100_000;

    boolean isText() {
        return verb == 0;
    }

    /**
     * Cuts a format string into its pieces. As in cel-go, which of several mistakes is reported does not depend on
     * the arguments.
     *
     * @throws EvalError when it is none
     */
    static List<FormatClause> parse(String format) {
        List<FormatClause> clauses = new ArrayList<>();
        int start = 0;
        int i = 0;
        while (i < format.length()) {
            if (format.charAt(i) != '%') {
                i++;
            } else if (i + 1 < format.length() && format.charAt(i + 1) == '%') {
                addText(clauses, format.substring(start, i + 1));
                i += 2;
                start = i;
            } else {
                addText(clauses, format.substring(start, i));
                i = addVerb(clauses, format, i + 1);
                start = i;
            }
        }
        addText(clauses, format.substring(start));
        return clauses;
    }

    private static void addText(List<FormatClause> clauses, String text) {
        if (!text.isEmpty()) {
            clauses.add(new FormatClause((char) 0, 0, text));
        }
    }

    /** Reads what follows a percent sign, and says where it ends. */
    private static int addVerb(List<FormatClause> clauses, String format, int start) {
        int i = start;
        int precision = DEFAULT_PRECISION;
        if (i < format.length() && format.charAt(i) == '.') {
            int digits = i + 1;
            i = digits;
            while (i < format.length() && format.charAt(i) >= '0' && format.charAt(i) <= '9') {
                i++;
            }
            precision = precision(format.substring(digits, i));
        }
        if (i >= format.length()) {
            throw new EvalError("the format string ends within a clause");
        }
        char verb = format.charAt(i);
        if ("sdfexXob".indexOf(verb) < 0) {
            throw new EvalError("a format clause must be one of %s %d %f %e %x %X %o %b");
        }
        clauses.add(new FormatClause(verb, precision, ""));
        return i + 1;
    }

    private static int precision(String digits) {
        int precision = digits.isEmpty() || digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
        if (precision > MOST_PRECISION) {
            throw new EvalError("a precision must be a number up to " + MOST_PRECISION);
        }
        return precision;
    }
}
