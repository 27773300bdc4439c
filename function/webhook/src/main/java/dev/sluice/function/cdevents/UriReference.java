package dev.sluice.function.cdevents;

import java.util.regex.Pattern;

/**
 * URIs and relative references, by the rules of Go's {@code url.Parse}, which are laxer than the RFC's.
 *
 * @see <a href="https://pkg.go.dev/net/url#Parse">url.Parse</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986">RFC 3986</a>
 */
final class UriReference {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");
    private static final Pattern USER_INFO = Pattern.compile("[A-Za-z0-9._:~!$&'()*+,;=%@-]*");

    private UriReference() {}

    static boolean isValid(String text) {
        int hash = text.indexOf('#');
        return hash < 0
                ? isWithoutFragment(text)
                : Escapes.areWellFormed(text.substring(hash)) && isWithoutFragment(text.substring(0, hash));
    }

    private static boolean isWithoutFragment(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f) || text.startsWith(":")) {
            return false;
        }
        int colon = text.indexOf(':');
        boolean hasScheme =
                colon > 0 && SCHEME.matcher(text.substring(0, colon)).matches();
        String scheme = hasScheme ? text.substring(0, colon) : "";
        String rest = upTo('?', text.substring(hasScheme ? colon + 1 : 0));
        if (hasScheme && !rest.startsWith("/")) {
            // opaque, as in mailto:somebody
            return true;
        }
        if (!hasScheme && upTo('/', rest).contains(":")) {
            return false;
        }
        boolean hasAuthority = rest.startsWith("//") && (hasScheme || !rest.startsWith("///"));
        String authority = hasAuthority ? upTo('/', rest.substring(2)) : "";
        String path = hasAuthority ? rest.substring(2 + authority.length()) : rest;
        return isAuthority(scheme, authority) && Escapes.areWellFormed(path);
    }

    private static boolean isAuthority(String scheme, String authority) {
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        return UriHost.isValid(scheme, authority.substring(at + 1))
                && USER_INFO.matcher(userInfo).matches()
                && Escapes.areWellFormed(userInfo);
    }

    private static String upTo(char end, String text) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
