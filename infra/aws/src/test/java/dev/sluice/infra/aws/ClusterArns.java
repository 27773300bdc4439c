package dev.sluice.infra.aws;

import java.util.List;

/**
 * The ARNs of one cluster.
 *
 * @param installation the cluster's installation
 * @param cluster its name
 */
public record ClusterArns(InstallationArns installation, String cluster) {

    // Secrets Manager puts a hyphen and six characters behind a secret's name
    private static final String RANDOM = "-Ab1Cd2";

    /**
     * What there is of a cluster: its queues, those of event sources of several namespaces, and its secrets. Concrete, no
     * patterns.
     */
    public List<String> all() {
        return List.of(
                queue(""),
                queue("-dlq"),
                queue("-events-apps-ecr"),
                queue("-events-apps-ecr-dlq"),
                queue("-events-a-b-dlq-c"),
                queue("-events-events-events"),
                secret("seal"),
                secret("routes/0"),
                secret("routes/99"),
                secret("tokens/apps/webhook-token"),
                secret("tokens/routes/seal"),
                secret("tokens/seal/routes"));
    }

    /** The cluster's queue with something behind its name, which may hold wildcards. */
    String queue(String suffix) {
        return installation.queue(cluster + suffix);
    }

    /** A secret of the cluster as it is found: with random characters behind its name. */
    String secret(String name) {
        return pattern(name) + RANDOM;
    }

    /** The ARN of a secret without random characters. */
    String pattern(String name) {
        return installation.secret(cluster + "/" + name);
    }
}
