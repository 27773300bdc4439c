package dev.sluice.function.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes in JSON such as {@code \}{@code ud800}, half of a character without the other half: to Go, U+FFFD. */
final class LoneSurrogates {

    /** A pair, or (group 1) one that stands alone, or any other escape, which may hide a backslash. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\u[dD][89abAB]\\p{XDigit}{2}\\\\u[dD][c-fC-F]\\p{XDigit}{2}|(\\\\u[dD][89a-fA-F]\\p{XDigit}{2})|\\\\.");

    private LoneSurrogates() {}

    /** The JSON with U+FFFD in their place. */
    static String replace(String json) {
        if (!json.contains("\\ud") && !json.contains("\\uD")) {
            return json;
        }
        return ESCAPE.matcher(json)
                .replaceAll(escape -> escape.group(1) == null ? Matcher.quoteReplacement(escape.group()) : "\uFFFD");
    }
}
