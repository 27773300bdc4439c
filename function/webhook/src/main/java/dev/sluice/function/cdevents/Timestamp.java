package dev.sluice.function.cdevents;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Go reads them from JSON: RFC 3339, with some tolerance.
 *
 * @see <a href="https://pkg.go.dev/time#Time.UnmarshalJSON">Time.UnmarshalJSON</a>
 */
final class Timestamp {

    private static final Pattern FORM = Pattern.compile(
            "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)T(?<hour>\\d\\d?):(?<minute>\\d\\d):(?<second>\\d\\d)"
                    + "([.,]\\d+)?(Z|[+-](?<offsetHours>\\d\\d):(?<offsetMinutes>\\d\\d))");

    private Timestamp() {}

    /** Whether Go reads it. */
    static boolean isReadable(String text) {
        Matcher time = FORM.matcher(text);
        return time.matches()
                && isDate(number(time, "year"), number(time, "month"), number(time, "day"))
                && number(time, "hour") < 24
                && number(time, "minute") < 60
                && number(time, "second") < 60
                && (time.group("offsetHours") == null
                        || (number(time, "offsetHours") <= 24 && number(time, "offsetMinutes") <= 60));
    }

    /** Whether Go, which reads offsets of up to 24 hours and 60 minutes, writes one that it read: of less than 24 hours. */
    static boolean isWritable(String text) {
        Matcher time = FORM.matcher(text);
        return time.matches()
                && (time.group("offsetHours") == null
                        || number(time, "offsetHours") * 60 + number(time, "offsetMinutes") < 24 * 60);
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static int number(Matcher time, String group) {
        return Integer.parseInt(time.group(group));
    }
}
