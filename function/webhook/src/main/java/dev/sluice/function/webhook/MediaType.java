package dev.sluice.function.webhook;

import java.util.Optional;

/**
 * Content types as Flux understands them, which is as Go's {@code mime.ParseMediaType} does, its tolerances included.
 *
 * @see <a href="https://pkg.go.dev/mime#ParseMediaType">mime.ParseMediaType</a>
 */
public final class MediaType {

    public static final String JSON = "application/json";
    public static final String FORM = "application/x-www-form-urlencoded";

    private MediaType() {}

    /**
     * The media type without its parameters, in lower case.
     *
     * @param value a header's value
     * @return empty when it, or one of its parameters, is malformed
     */
    public static Optional<String> parse(String value) {
        int semicolon = value.indexOf(';');
        String type = lowerCase(semicolon < 0 ? value : value.substring(0, semicolon));
        MediaTypeScanner scanner = new MediaTypeScanner(type);
        scanner.skipSpace();
        int start = scanner.position();
        if (scanner.token().isEmpty()) {
            return Optional.empty();
        }
        if (scanner.skip('/') && scanner.token().isEmpty()) {
            return Optional.empty();
        }
        int end = scanner.position();
        scanner.skipSpace();
        if (!scanner.atEnd() || (semicolon >= 0 && !MediaTypeParameters.areValid(value.substring(semicolon)))) {
            return Optional.empty();
        }
        return Optional.of(type.substring(start, end));
    }

    /** Whether one of the elements is JSON; the elements behind a malformed one do not count. */
    public static boolean anyIsJson(String value) {
        for (String element : value.split(",", -1)) {
            Optional<String> type = parse(element);
            if (type.isEmpty()) {
                return false;
            }
            if (type.get().equals(JSON)) {
                return true;
            }
        }
        return false;
    }

    /** Letter by letter, as Go does; Java's own would make two letters of some. */
    static String lowerCase(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
