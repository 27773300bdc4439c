package dev.sluice.function.aws;

import dev.sluice.aws.AwsAccess;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * An AWS for tests.
 *
 * @param environment the variables that lead to it
 */
public record TestAws(Map<String, String> environment) {

    /** The AWS at an endpoint. */
    public static TestAws of(URI endpoint) {
        return new TestAws(Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_REGION",
                "us-east-1",
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test"));
    }

    /** A client of its Secrets Manager. */
    public SecretsManagerClient secrets() {
        return AwsAccess.of(environment)
                .configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** Makes a secret, or gives it another value. */
    static void put(SecretsManagerClient secrets, String name, String value) {
        try {
            secrets.createSecret(request -> request.name(name).secretString(value));
        } catch (ResourceExistsException e) {
            secrets.putSecretValue(request -> request.secretId(name).secretString(value));
        }
    }

    /** A client of its SQS. */
    public SqsClient sqs() {
        return AwsAccess.of(environment)
                .configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
