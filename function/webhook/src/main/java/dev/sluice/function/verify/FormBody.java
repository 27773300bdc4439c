package dev.sluice.function.verify;

import java.util.HexFormat;

/**
 * Whether a body is a form, by the rules of Go's {@code url.ParseQuery}. What the form holds is of no account: to filters
 * it is empty.
 *
 * @see <a href="https://pkg.go.dev/net/url#ParseQuery">url.ParseQuery</a>
 */
final class FormBody {

    /** Go's limit against floods of parameters. */
    private static final int MAX_PARAMETERS = 10_000;

    private FormBody() {}

    /** Whether every {@code %} begins an escape, there is no semicolon, and there are not too many parameters. */
    static boolean isWellFormed(byte[] body) {
        int parameters = 1;
        for (int i = 0; i < body.length; i++) {
            switch (body[i]) {
                case '&' -> parameters++;
                case ';' -> {
                    return false;
                }
                case '%' -> {
                    if (i + 2 >= body.length
                            || !HexFormat.isHexDigit(body[i + 1])
                            || !HexFormat.isHexDigit(body[i + 2])) {
                        return false;
                    }
                    i += 2;
                }
                default -> {}
            }
        }
        return parameters <= MAX_PARAMETERS;
    }
}
