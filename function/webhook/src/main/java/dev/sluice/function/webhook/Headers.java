package dev.sluice.function.webhook;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The headers of a request: names in any case, and of several values the first counts. */
public final class Headers {

    private final Map<String, String> first;

    private Headers(Map<String, String> first) {
        this.first = first;
    }

    /** The headers, in the order of the request. */
    public static Headers of(Collection<Map.Entry<String, String>> headers) {
        Map<String, String> first = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach(header -> first.putIfAbsent(header.getKey(), trim(header.getValue())));
        return new Headers(first);
    }

    /** No headers. */
    public static Headers none() {
        return of(List.of());
    }

    /** The first value of a header; empty when there is none, for Flux tells the two apart nowhere. */
    public String first(String name) {
        return first.getOrDefault(name, "");
    }

    /**
     * White space around a value is no part of it.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.5">RFC 9110</a>
     */
    private static String trim(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isBlank(value.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** How many there are; neither names nor values, for some are secrets. */
    @Override
    public String toString() {
        return "Headers[" + first.size() + "]";
    }
}
