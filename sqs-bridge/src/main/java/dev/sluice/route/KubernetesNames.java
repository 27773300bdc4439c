package dev.sluice.route;

import java.util.regex.Pattern;

/**
 * How Kubernetes names things.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Names</a>
 */
public final class KubernetesNames {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int MAX_OBJECT = 253;
    private static final Pattern OBJECT =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    private KubernetesNames() {}

    /** Whether a namespace can be named so (RFC 1123 label). */
    public static boolean isNamespace(String name) {
        return NAMESPACE.matcher(name).matches();
    }

    /** Whether a Secret can be named so (RFC 1123 subdomain). */
    public static boolean isObject(String name) {
        return name.length() <= MAX_OBJECT && OBJECT.matcher(name).matches();
    }
}
