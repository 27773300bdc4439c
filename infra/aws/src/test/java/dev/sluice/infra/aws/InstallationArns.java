package dev.sluice.infra.aws;

/**
 * The ARNs of one installation, as the agreed names make them.
 *
 * @param partition such as {@code aws}
 * @param region such as {@code eu-west-1}
 * @param account 12 digits
 * @param prefix the installation's prefix
 */
public record InstallationArns(String partition, String region, String account, String prefix) {

    /** Those of a cluster of this installation. */
    public ClusterArns cluster(String name) {
        return new ClusterArns(this, name);
    }

    String queue(String suffix) {
        return arn("sqs", prefix + "-" + suffix);
    }

    String secret(String path) {
        return arn("secretsmanager", "secret:" + prefix + "/" + path);
    }

    String logStreams(String logGroup) {
        return arn("logs", "log-group:" + logGroup + ":*");
    }

    private String arn(String service, String resource) {
        return String.join(":", "arn", partition, service, region, account, resource);
    }
}
