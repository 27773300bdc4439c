package dev.sluice.cel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Doubles as Go's {@code strconv} and {@code fmt} write and read them.
 *
 * @see <a href="https://pkg.go.dev/strconv#FormatFloat">strconv</a>
 */
final class DoubleText {

    private static final String DIGITS = "[0-9](_?[0-9])*";
    private static final String HEX_DIGITS = "[0-9a-fA-F](_?[0-9a-fA-F])*";
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(D(\\.(D)?)?|\\.D)([eE][+-]?D)?".replace("D", DIGITS));
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "[+-]?0[xX]_?(H(\\.(H)?)?|\\.H)[pP][+-]?D".replace("H", HEX_DIGITS).replace("D", DIGITS));
    private static final Pattern INFINITY = Pattern.compile("[+-]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    /** A double has no more digits than these after the point. */
    private static final int MOST_FRACTION_DIGITS = 1074;

    private DoubleText() {}

    /** {@code %g} with as many digits as needed: 1, 1.5, 1e+06, 1e-05. */
    static String general(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return plain(number);
        }
        BigDecimal shortest = shortest(number);
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent < -4 || exponent >= 6 ? scientific(number, shortest) : plain(number);
    }

    /** {@code FormatFloat(number, 'f', -1, 64)}: no exponent, as many digits as needed. */
    static String plain(double number) {
        String sign = isNegative(number) ? "-" : "";
        return number == 0 ? sign + "0" : sign + shortest(number).abs().toPlainString();
    }

    /** {@code %.<precision>f}. */
    static String fixed(double number, int precision) {
        String sign = isNegative(number) ? "-" : "";
        int exact = Math.min(precision, MOST_FRACTION_DIGITS);
        String digits = new BigDecimal(number)
                .abs()
                .setScale(exact, RoundingMode.HALF_EVEN)
                .toPlainString();
        return sign + digits + "0".repeat(precision - exact);
    }

    /** {@code %.<precision>e}. */
    static String scientific(double number, int precision) {
        String sign = isNegative(number) ? "-" : "";
        int exact = Math.min(precision, MOST_FRACTION_DIGITS);
        BigDecimal value = new BigDecimal(number).abs();
        int exponent = 0;
        String digits = "0".repeat(exact + 1);
        if (number != 0) {
            BigDecimal rounded = value.round(new MathContext(exact + 1, RoundingMode.HALF_EVEN));
            exponent = rounded.precision() - rounded.scale() - 1;
            digits = rounded.unscaledValue().toString();
            digits += "0".repeat(Math.max(0, exact + 1 - digits.length()));
        }
        String fraction = digits.substring(1, exact + 1) + "0".repeat(precision - exact);
        return sign + digits.charAt(0) + (fraction.isEmpty() ? "" : "." + fraction) + exponent(exponent);
    }

    /** {@code ParseFloat}; empty when it is no number or out of range. */
    static OptionalDouble parse(String text) {
        if (INFINITY.matcher(text).matches()) {
            return OptionalDouble.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (text.equalsIgnoreCase("nan")) {
            return OptionalDouble.of(Double.NaN);
        }
        boolean number = text.length() < 1000
                && (DECIMAL.matcher(text).matches() || HEXADECIMAL.matcher(text).matches());
        if (!number) {
            return OptionalDouble.empty();
        }
        double parsed = Double.parseDouble(text.replace("_", ""));
        return Double.isInfinite(parsed) ? OptionalDouble.empty() : OptionalDouble.of(parsed);
    }

    private static String scientific(double number, BigDecimal shortest) {
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = shortest.precision() - shortest.scale() - 1;
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return (isNegative(number) ? "-" : "") + digits.charAt(0) + fraction + exponent(exponent);
    }

    private static String exponent(int exponent) {
        return String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static boolean isNegative(double number) {
        return Double.doubleToRawLongBits(number) < 0;
    }

    /** The shortest decimal that reads back as that double. The JDK's always has two digits; one may do. */
    private static BigDecimal shortest(double number) {
        BigDecimal two = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal one = two.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return two.precision() == 2 && one.doubleValue() == number ? one : two;
    }
}
