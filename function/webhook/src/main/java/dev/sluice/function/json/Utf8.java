package dev.sluice.function.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text from bytes that may be anything, as Go reads it.
 *
 * @see <a href="https://pkg.go.dev/unicode/utf8#DecodeRune">utf8.DecodeRune</a>
 */
public final class Utf8 {

    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    /** Decodes; each byte that belongs to no character becomes U+FFFD. (Java's own would make one of several.) */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        // never fewer bytes than characters
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            in.get();
            out.put(REPLACEMENT);
            decoder.reset();
        }
    }
}
