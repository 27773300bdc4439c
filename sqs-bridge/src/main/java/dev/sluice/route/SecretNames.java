package dev.sluice.route;

import java.util.regex.Pattern;

/**
 * Where things lie in Secrets Manager. Every name is derived from the installation's prefix and a cluster's name; no
 * tenant chooses one.
 *
 * @param prefix the installation's prefix, for example {@code sluice}
 */
public record SecretNames(String prefix) {

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_/-]{1,64}");
    private static final Pattern CLUSTER = Pattern.compile("[a-z0-9-]{1,32}");

    public SecretNames {
        if (!PREFIX.matcher(prefix).matches() || prefix.startsWith("/") || prefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "prefix: must be 1 to 64 of A-Z a-z 0-9 _ - / and neither start nor end with /");
        }
    }

    /** Whether that is a cluster's name: 1 to 32 of a-z, 0-9 and -. */
    public static boolean isCluster(String name) {
        return CLUSTER.matcher(name).matches();
    }

    /** The clusters, their queues and groups; written by infra alone. */
    public String clusters() {
        return prefix + "/clusters";
    }

    /** Table {@code n} of a cluster's routes, from 0; written by that cluster's agent alone. */
    public String routes(String cluster, int n) {
        return prefix + "/" + cluster + "/routes/" + n;
    }

    /** The key of a cluster's seal. */
    public String seal(String cluster) {
        return prefix + "/" + cluster + "/seal";
    }

    /**
     * The token of a Receiver's Secret, in external mode.
     *
     * @param cluster the cluster
     * @param namespace the Receiver's namespace
     * @param secret the name of its Secret
     * @throws IllegalArgumentException when one of the two is no name in Kubernetes: it could lead to another secret
     */
    public String token(String cluster, String namespace, String secret) {
        if (!KubernetesNames.isNamespace(namespace) || !KubernetesNames.isObject(secret)) {
            throw new IllegalArgumentException("a token's namespace and secret must be names in Kubernetes");
        }
        return prefix + "/" + cluster + "/tokens/" + namespace + "/" + secret;
    }

    /** The {@code source} of a cluster's events. */
    public String source(String cluster) {
        return "/" + prefix + "/" + cluster;
    }
}
