package dev.sluice.function.cdevents;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Package URLs, such as {@code pkg:oci/app@sha256%3A0b31}, by the rules of the library that Flux uses.
 *
 * @see <a href="https://github.com/package-url/purl-spec">purl</a>
 */
final class PackageUrl {

    private static final Pattern QUALIFIER = Pattern.compile("[A-Za-z._-][0-9A-Za-z._-]*");

    private PackageUrl() {}

    static boolean isValid(String purl) {
        int hash = purl.indexOf('#');
        String beforeSubpath = hash < 0 ? purl : purl.substring(0, hash);
        // dots are left out of a subpath, also within an escape
        if (hash >= 0 && !Escapes.areWellFormed(purl.substring(hash + 1).replace(".", ""))) {
            return false;
        }
        int question = beforeSubpath.lastIndexOf('?');
        Optional<Map<String, String>> qualifiers =
                question < 0 ? Optional.of(Map.of()) : qualifiers(beforeSubpath.substring(question + 1));
        String locator = question < 0 ? beforeSubpath : beforeSubpath.substring(0, question);
        return qualifiers.isPresent() && isLocator(locator, qualifiers.get());
    }

    /** Empty when one is malformed. One without a value is as if it was not there, but for its name. */
    private static Optional<Map<String, String>> qualifiers(String text) {
        Map<String, String> qualifiers = new HashMap<>();
        for (String qualifier : text.split("&", -1)) {
            String[] parts = qualifier.split("=", -1);
            if (parts.length < 2 || !Escapes.areWellFormed(parts[0]) || !Escapes.areWellFormed(parts[1])) {
                return Optional.empty();
            }
            String name = Escapes.decode(lowerCase(parts[0]));
            if (!QUALIFIER.matcher(name).matches()) {
                return Optional.empty();
            }
            if (!parts[1].isEmpty()) {
                qualifiers.put(name, parts[1]);
            }
        }
        return Optional.of(qualifiers);
    }

    /** {@code pkg:type/namespace/name@version}. */
    private static boolean isLocator(String locator, Map<String, String> qualifiers) {
        if (!locator.startsWith("pkg:")) {
            return false;
        }
        String rest = withoutLeadingSlashes(locator.substring("pkg:".length()));
        int slash = rest.indexOf('/');
        if (slash < 0) {
            return false;
        }
        String type = lowerCase(rest.substring(0, slash));
        String path = rest.substring(slash + 1);
        int last = path.lastIndexOf('/');
        String namespace = last < 0 ? "" : path.substring(0, last);
        String nameAndVersion = path.substring(last + 1);
        int at = nameAndVersion.indexOf('@');
        String name = at < 0 ? nameAndVersion : nameAndVersion.substring(0, at);
        String version = at < 0 ? "" : nameAndVersion.substring(at + 1);
        return !name.isEmpty()
                // a name without a version is taken as it is
                && (at < 0 || Escapes.areWellFormed(name))
                && Escapes.areWellFormed(version)
                && Arrays.stream(namespace.split("/", -1)).allMatch(Escapes::areWellFormed)
                && obeysItsType(type, !namespace.replace("/", "").isEmpty(), !version.isEmpty(), qualifiers);
    }

    private static boolean obeysItsType(
            String type, boolean hasNamespace, boolean hasVersion, Map<String, String> qualifiers) {
        return switch (type) {
            case "conan" -> hasNamespace == qualifiers.containsKey("channel");
            case "swift" -> hasNamespace && hasVersion;
            case "cran" -> hasVersion;
            default -> true;
        };
    }

    private static String withoutLeadingSlashes(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '/') {
            start++;
        }
        return text.substring(start);
    }

    /** Letter by letter, as Go does. */
    private static String lowerCase(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
