package dev.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Golden files: laid out for people, compared without that layout. */
public final class Golden {

    private Golden() {}

    /** A file beside the class, in the test resources. */
    public static String text(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON without white space between its tokens; everything else, the order of fields with it, stays. */
    public static String compact(String json) {
        StringBuilder compact = new StringBuilder();
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                compact.append(c).append(json.charAt(++i));
                continue;
            }
            inText ^= c == '"';
            if (inText || !Character.isWhitespace(c)) {
                compact.append(c);
            }
        }
        return compact.toString();
    }
}
