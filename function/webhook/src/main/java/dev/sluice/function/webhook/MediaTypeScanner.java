package dev.sluice.function.webhook;

import org.jspecify.annotations.Nullable;

/** Reads a media type from left to right. */
final class MediaTypeScanner {

    private static final String SPECIAL = "()<>@,;:\\\"/[]?=";

    private final String text;
    private int position;

    MediaTypeScanner(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position == text.length();
    }

    void skipSpace() {
        while (!atEnd() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    boolean skip(char wanted) {
        if (atEnd() || text.charAt(position) != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /** The token that begins here; empty when none does. */
    String token() {
        int start = position;
        while (!atEnd() && isTokenChar(text.charAt(position))) {
            position++;
        }
        return text.substring(start, position);
    }

    /** The token or quoted text that begins here; null when none does. */
    @Nullable
    String value() {
        if (!skip('"')) {
            String token = token();
            return token.isEmpty() ? null : token;
        }
        StringBuilder value = new StringBuilder();
        while (!atEnd()) {
            char c = text.charAt(position++);
            if (c == '"') {
                return value.toString();
            }
            if (c == '\r' || c == '\n') {
                return null;
            }
            // before any other character a backslash stands for itself: old browsers send C:\dir\file
            boolean escapes = c == '\\' && !atEnd() && isSpecial(text.charAt(position));
            value.append(escapes ? text.charAt(position++) : c);
        }
        return null;
    }

    private static boolean isTokenChar(char c) {
        return c > ' ' && c < 0x7f && !isSpecial(c);
    }

    private static boolean isSpecial(char c) {
        return SPECIAL.indexOf(c) >= 0;
    }

    /** Go's {@code unicode.IsSpace}. */
    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }
}
