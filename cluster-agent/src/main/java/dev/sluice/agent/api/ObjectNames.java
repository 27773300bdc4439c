package dev.sluice.agent.api;

import java.util.regex.Pattern;

/**
 * How objects can be called. A Receiver's author chooses these, and they become a path:
 * {@code ../../other/gitrepositories/app} must not be one.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Object names</a>
 */
final class ObjectNames {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9][-a-z0-9.]{0,252}/)?[a-z0-9][-a-z0-9]{0,62}");

    private ObjectNames() {}

    /** Whether an object or a namespace can have that name. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether a kind can have that apiVersion. */
    static boolean isApiVersion(String text) {
        return API_VERSION.matcher(text).matches();
    }
}
