package dev.sluice.quickstart;

import dev.sluice.aws.AwsAccess;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.SecretNames;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Makes in AWS what infra makes for a cluster: queue, dead-letter queue, seal, and the entry among the clusters. */
public final class Provisioning {

    private static final int SEAL_BYTES = 32;
    private static final String MAX_RECEIVE_COUNT = "50";

    private Provisioning() {}

    /**
     * Makes it, or takes what is there.
     *
     * @return the URL of the cluster's queue; with {@code -dlq} behind it that of its dead-letter queue
     */
    public static String cluster(AwsAccess aws, SecretNames names, String cluster) {
        String queueUrl = queue(aws, names.prefix() + "-" + cluster);
        try (SecretsManagerClient secrets = secrets(aws)) {
            byte[] key = new byte[SEAL_BYTES];
            new SecureRandom().nextBytes(key);
            put(secrets, names.seal(cluster), Base64.getEncoder().encodeToString(key));
            put(secrets, names.clusters(), ClustersJson.write(List.of(new Cluster(cluster, queueUrl, cluster))));
        }
        return queueUrl;
    }

    static SecretsManagerClient secrets(AwsAccess aws) {
        return aws.configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    static SqsClient sqs(AwsAccess aws) {
        return aws.configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static String queue(AwsAccess aws, String name) {
        try (SqsClient sqs = sqs(aws)) {
            String dlqUrl =
                    sqs.createQueue(request -> request.queueName(name + "-dlq")).queueUrl();
            String dlqArn = sqs.getQueueAttributes(
                            request -> request.queueUrl(dlqUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            return sqs.createQueue(request -> request.queueName(name)
                            .attributes(Map.of(
                                    QueueAttributeName.REDRIVE_POLICY,
                                    "{\"deadLetterTargetArn\":\"" + dlqArn + "\",\"maxReceiveCount\":\""
                                            + MAX_RECEIVE_COUNT + "\"}")))
                    .queueUrl();
        }
    }

    /** Makes a secret, or gives it another value. */
    static void put(SecretsManagerClient secrets, String name, String value) {
        try {
            secrets.createSecret(request -> request.name(name).secretString(value));
        } catch (ResourceExistsException e) {
            secrets.putSecretValue(request -> request.secretId(name).secretString(value));
        }
    }
}
