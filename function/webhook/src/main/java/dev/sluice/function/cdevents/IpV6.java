package dev.sluice.function.cdevents;

import java.util.regex.Pattern;

/**
 * IPv6 addresses as Go's {@code netip.ParseAddr} reads them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.2">RFC 4291</a>
 */
final class IpV6 {

    private static final int GROUPS = 8;
    private static final Pattern GROUP = Pattern.compile("[0-9a-f]{1,4}");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

    private IpV6() {}

    /** Whether it is one, in lower case; a zone may follow, if it has at least one character. */
    static boolean isValid(String text) {
        int percent = text.indexOf('%');
        if (percent >= 0 && percent == text.length() - 1) {
            return false;
        }
        String address = percent < 0 ? text : text.substring(0, percent);
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groups(address, true) == GROUPS;
        }
        int before = groups(address.substring(0, gap), false);
        int after = groups(address.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** How many groups there are; an IPv4 address at the end counts as two. Negative when it is malformed. */
    private static int groups(String text, boolean atEnd) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int last = parts.length - 1;
        for (int i = 0; i < last; i++) {
            if (!GROUP.matcher(parts[i]).matches()) {
                return -1;
            }
        }
        if (GROUP.matcher(parts[last]).matches()) {
            return parts.length;
        }
        return atEnd && IPV4.matcher(parts[last]).matches() ? parts.length + 1 : -1;
    }
}
