package dev.sluice.agent.operate;

import dev.sluice.aws.AwsAccess;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Clients with the operator's own credentials. */
final class AwsClients {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private AwsClients() {}

    /** @throws IllegalArgumentException when the environment is wrong; one sentence that names the variable */
    static SqsClient sqs(Map<String, String> environment) {
        return build(environment, SqsClient.builder());
    }

    /** @throws IllegalArgumentException when the environment is wrong; one sentence that names the variable */
    static SecretsManagerClient secrets(Map<String, String> environment) {
        return build(environment, SecretsManagerClient.builder());
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            Map<String, String> environment, B builder) {
        AwsAccess aws = AwsAccess.of(environment);
        aws.requireRegion();
        return aws.configure(builder)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.apiCallTimeout(TIMEOUT))
                .build();
    }
}
