package dev.sluice.function.webhook;

import java.util.HashMap;
import java.util.Map;

/** The parameters of a media type. Nobody needs them, but a malformed one spoils the whole. */
final class MediaTypeParameters {

    private MediaTypeParameters() {}

    /** Whether all parameters are well-formed, and none is given twice with two values. A last semicolon may end them. */
    static boolean areValid(String parameters) {
        MediaTypeScanner scanner = new MediaTypeScanner(parameters);
        Map<String, String> values = new HashMap<>();
        while (true) {
            scanner.skipSpace();
            if (scanner.atEnd()) {
                return true;
            }
            if (!scanner.skip(';')) {
                return false;
            }
            scanner.skipSpace();
            if (scanner.atEnd()) {
                return true;
            }
            String name = MediaType.lowerCase(scanner.token());
            scanner.skipSpace();
            if (name.isEmpty() || !scanner.skip('=')) {
                return false;
            }
            scanner.skipSpace();
            String value = scanner.value();
            if (value == null) {
                return false;
            }
            String before = values.putIfAbsent(name, value);
            if (before != null && !before.equals(value)) {
                return false;
            }
        }
    }
}
