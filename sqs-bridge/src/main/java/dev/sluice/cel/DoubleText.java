package dev.sluice.cel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Doubles as Go's {@code strconv} and {@code fmt} write them.
 *
 * @see <a href="https://pkg.go.dev/strconv#FormatFloat">strconv</a>
 */
final class DoubleText {

    private DoubleText() {}

    /** {@code %g} with as many digits as needed: 1, 1.5, 1e+06, 1e-05. */
    static String general(double number) {
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (Double.isNaN(number) || number == 0) {
            return plain(number);
        }
        BigDecimal shortest = shortest(number);
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent < -4 || exponent >= 6
                ? String.format(Locale.ROOT, "%." + (shortest.precision() - 1) + "e", shortest)
                : shortest.toPlainString();
    }

    /** No exponent, and as many digits as needed. */
    static String plain(double number) {
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        return Double.isFinite(number) ? shortest(number).toPlainString() : Double.toString(number);
    }

    /** {@code %.<precision>f}. */
    static String fixed(double number, int precision) {
        return Double.isFinite(number)
                ? new BigDecimal(number)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString()
                : Double.toString(number);
    }

    /** {@code %.<precision>e}. */
    static String scientific(double number, int precision) {
        return Double.isFinite(number)
                ? String.format(Locale.ROOT, "%." + precision + "e", new BigDecimal(number))
                : Double.toString(number);
    }

    /** The shortest decimal that reads back as that double. The JDK's always has two digits; one may do. */
    private static BigDecimal shortest(double number) {
        BigDecimal two = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal one = two.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return two.precision() == 2 && one.doubleValue() == number ? one : two;
    }
}
