package dev.sluice.infra.aws;

import java.util.List;
import java.util.Set;

/**
 * A resource with wildcards that a role may have: the list is to stay short.
 *
 * @param resource the pattern, letter by letter
 * @param actions what may be done with it
 * @param reason why no narrower one does
 */
public record JustifiedWildcard(String resource, Set<String> actions, String reason) {

    private static final String RANDOM = "-??????";
    private static final String UNKNOWN_SUFFIX = "the end of a secret's ARN is random";

    /** Those of the function's role. */
    public static List<JustifiedWildcard> ofFunction(InstallationArns installation, String logGroup) {
        Set<String> read = Set.of("secretsmanager:GetSecretValue");
        String anyCluster = "clusters are added after the function";
        return List.of(
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
                new JustifiedWildcard(
                        "*",
                        Set.of("secretsmanager:BatchGetSecretValue"),
                        "the action takes no resource; it gives no secret that GetSecretValue does not"),
                new JustifiedWildcard(installation.secret("clusters" + RANDOM), read, UNKNOWN_SUFFIX),
                new JustifiedWildcard(installation.secret("*/routes/*"), read, anyCluster),
                new JustifiedWildcard(installation.secret("*/seal" + RANDOM), read, anyCluster),
                new JustifiedWildcard(installation.secret("*/tokens/*"), read, anyCluster),
                new JustifiedWildcard(installation.queue("*"), Set.of("sqs:SendMessage"), anyCluster),
                new JustifiedWildcard(
                        installation.logStreams(logGroup),
                        Set.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        "Lambda names the streams of the function's own group"));
    }

    /** Those of an agent's role. */
    public static List<JustifiedWildcard> ofAgent(ClusterArns cluster) {
        String later = "queues of event sources are made after the role";
        return List.of(
                new JustifiedWildcard(
                        cluster.pattern("seal" + RANDOM), Set.of("secretsmanager:GetSecretValue"), UNKNOWN_SUFFIX),
                new JustifiedWildcard(
                        cluster.pattern("routes/*"),
                        Set.of(
                                "secretsmanager:GetSecretValue",
                                "secretsmanager:CreateSecret",
                                "secretsmanager:PutSecretValue"),
                        "the agent makes as many tables as it needs"),
                new JustifiedWildcard(
                        cluster.queue("-events-*"),
                        Set.of(
                                "sqs:GetQueueUrl",
                                "sqs:GetQueueAttributes",
                                "sqs:ReceiveMessage",
                                "sqs:DeleteMessage",
                                "sqs:ChangeMessageVisibility"),
                        later),
                new JustifiedWildcard(cluster.queue("-events-*-dlq"), Set.of("sqs:SendMessage"), later));
    }

    boolean covers(String action, String pattern) {
        return resource.equals(pattern) && actions.contains(action);
    }
}
