package dev.sluice.function.cdevents;

import java.util.Locale;
import java.util.regex.Pattern;

/** The host of a URI, with its port, by the rules of Go's {@code url.Parse}. */
final class UriHost {

    private static final Pattern PORT = Pattern.compile("(:[0-9]*)?");
    private static final String PUNCTUATION = "-_.~!$&'()*+,;=:[]<>\"";

    private UriHost() {}

    static boolean isValid(String scheme, String host) {
        int bracket = host.lastIndexOf('[');
        if (bracket >= 0) {
            return bracket == 0 && isLiteral(host);
        }
        int colon = portAt(scheme, host);
        return (colon < 0 || PORT.matcher(host.substring(colon)).matches()) && isText(host);
    }

    /** Lists of hosts with ports are for databases, not for the web. */
    private static int portAt(String scheme, String host) {
        boolean web = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
        return web ? host.indexOf(':') : host.lastIndexOf(':');
    }

    /** An address in brackets: {@code [fe80::1%25en0]:80}. */
    private static boolean isLiteral(String host) {
        int end = host.lastIndexOf(']');
        if (end < 0 || !PORT.matcher(host.substring(end + 1)).matches()) {
            return false;
        }
        String literal = host.substring(1, end);
        int zone = literal.indexOf("%25");
        String address = zone < 0 ? literal : literal.substring(0, zone);
        if (!isText(address) || (zone >= 0 && !isZone(literal.substring(zone)))) {
            return false;
        }
        return IpV6.isValid(Escapes.decode(literal).toLowerCase(Locale.ROOT));
    }

    /** Only bytes beyond ASCII may be escaped, and the percent sign. */
    private static boolean isText(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '%') {
                if (!Escapes.isAt(host, i) || (Escapes.valueAt(host, i) < 0x80 && !isPercent(host, i))) {
                    return false;
                }
                i += 2;
            } else if (c < 0x80 && !isHostCharacter(c)) {
                return false;
            }
        }
        return true;
    }

    /** What may stand in a host may be escaped here, and a space. */
    private static boolean isZone(String zone) {
        for (int i = 0; i < zone.length(); i++) {
            char c = zone.charAt(i);
            if (c == '%') {
                if (!Escapes.isAt(zone, i)) {
                    return false;
                }
                int value = Escapes.valueAt(zone, i);
                if (!isPercent(zone, i) && value != ' ' && !isHostCharacter((char) value)) {
                    return false;
                }
                i += 2;
            } else if (c < 0x80 && !isHostCharacter(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPercent(String text, int at) {
        return text.startsWith("%25", at);
    }

    private static boolean isHostCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }
}
