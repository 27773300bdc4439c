package dev.sluice.function.verify;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as Go reads them: as RFC 3339, but an hour of one digit, a comma before the fraction, and an offset of a whole day
 * pass.
 *
 * @see <a href="https://pkg.go.dev/time#Time.UnmarshalJSON">Time.UnmarshalJSON</a>
 */
final class GoTime {

    private static final Pattern FORM = Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})"
            + "T(?:[01]?[0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?"
            + "(?:Z|[+-](?:[01][0-9]|2[0-4]):(?:[0-5][0-9]|60))");

    private GoTime() {}

    static boolean isRfc3339(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() && isDate(matcher.group("year"), matcher.group("month"), matcher.group("day"));
    }

    private static boolean isDate(String year, String month, String day) {
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
