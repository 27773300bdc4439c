package dev.sluice.function.cdevents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Go reads them from JSON, and can write them again: RFC 3339, with some tolerance.
 *
 * @see <a href="https://pkg.go.dev/time#Time.UnmarshalJSON">Time.UnmarshalJSON</a>
 */
final class Timestamp {

    private static final Pattern FORM = Pattern.compile(
            "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)T(?<hour>\\d\\d?):(?<minute>\\d\\d):(?<second>\\d\\d)"
                    + "([.,]\\d+)?(Z|[+-](?<offsetHours>\\d\\d):(?<offsetMinutes>\\d\\d))");

    private Timestamp() {}

    static boolean isValid(String text) {
        Matcher time = FORM.matcher(text);
        return time.matches()
                && isDate(number(time, "year"), number(time, "month"), number(time, "day"))
                && number(time, "hour") < 24
                && number(time, "minute") < 60
                && number(time, "second") < 60
                && (time.group("offsetHours") == null
                        || isOffset(number(time, "offsetHours"), number(time, "offsetMinutes")));
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Go reads up to 24 hours and 60 minutes, but writes less than 24 hours only. */
    private static boolean isOffset(int hours, int minutes) {
        return minutes <= 60 && hours * 60 + minutes < 24 * 60;
    }

    private static int number(Matcher time, String group) {
        return Integer.parseInt(time.group(group));
    }
}
