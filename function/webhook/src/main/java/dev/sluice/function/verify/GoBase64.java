package dev.sluice.function.verify;

import java.util.Arrays;

/**
 * Base64 as Go decodes it, when nobody looks at the error, as Flux does not: line breaks do not count, and what stands
 * before the first mistake is the result.
 *
 * @see <a href="https://pkg.go.dev/encoding/base64#Encoding.DecodeString">Encoding.DecodeString</a>
 */
final class GoBase64 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int BITS = 6;
    private static final int GROUP = 4;

    private GoBase64() {}

    static byte[] decode(String text) {
        String characters = text.replace("\r", "").replace("\n", "");
        byte[] bytes = new byte[characters.length() / GROUP * (GROUP - 1)];
        int length = 0;
        for (int at = 0; at + GROUP <= characters.length(); at += GROUP) {
            int padding = padding(characters.substring(at, at + GROUP));
            int value = value(characters.substring(at, at + GROUP - padding));
            if (value < 0) {
                return Arrays.copyOf(bytes, length);
            }
            value <<= BITS * padding;
            for (int shift = 16; shift >= Byte.SIZE * padding; shift -= Byte.SIZE) {
                bytes[length++] = (byte) (value >> shift);
            }
            if (padding > 0) {
                return Arrays.copyOf(bytes, length);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int padding(String group) {
        if (group.endsWith("==")) {
            return 2;
        }
        return group.endsWith("=") ? 1 : 0;
    }

    /** The number that the digits are; negative when one of them is none. */
    private static int value(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = ALPHABET.indexOf(digits.charAt(i));
            if (digit < 0) {
                return -1;
            }
            value = value << BITS | digit;
        }
        return value;
    }
}
