package dev.sluice.agent.operate;

import dev.sluice.route.SecretNames;
import picocli.CommandLine.Option;

/** The options that say which cluster, and of which installation; for the agent and its subcommands. */
public final class ClusterOptions {

    @Option(
            names = "--cluster",
            required = true,
            description = "The cluster's name, as in <prefix>/clusters: 1 to 32 of a-z, 0-9 and -.")
    private String cluster = "";

    @Option(
            names = "--prefix",
            defaultValue = "sluice",
            description = "The installation's prefix in Secrets Manager (default: ${DEFAULT-VALUE}).")
    private String prefix = "";

    /** @throws IllegalArgumentException when it is no cluster's name; the message names the option and what is allowed */
    public String cluster() {
        if (!SecretNames.isCluster(cluster)) {
            throw new IllegalArgumentException("--cluster: must be 1 to 32 of a-z, 0-9 and -");
        }
        return cluster;
    }

    /** @throws IllegalArgumentException when it is no prefix; the message names the option and what is allowed */
    public SecretNames names() {
        try {
            return new SecretNames(prefix);
        } catch (IllegalArgumentException e) {
            // it begins with the field, which is the option's name
            throw new IllegalArgumentException("--" + e.getMessage(), e);
        }
    }
}
