package dev.sluice.function.cdevents;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding: {@code %} and two hexadecimal digits. */
final class Escapes {

    private Escapes() {}

    static boolean areWellFormed(String text) {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
            if (!isAt(text, at)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a whole one begins there. */
    static boolean isAt(String text, int at) {
        return at + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    /** What the one that begins there stands for. */
    static int valueAt(String text, int at) {
        return HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    /** The bytes that a text with well-formed ones stands for, a character each. */
    static String decode(String text) {
        String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) == '%') {
                decoded.append((char) valueAt(octets, i));
                i += 2;
            } else {
                decoded.append(octets.charAt(i));
            }
        }
        return decoded.toString();
    }
}
