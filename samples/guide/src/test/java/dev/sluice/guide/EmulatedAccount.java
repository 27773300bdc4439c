package dev.sluice.guide;

import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.RealParts;
import dev.sluice.queue.QueueDepth;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An AWS account of a test's own in an emulator, so that its names can be those of the pages. */
final class EmulatedAccount implements AutoCloseable {

    static final String REGION = "eu-west-1";

    private final Map<String, String> environment;
    private final SqsClient sqs;
    private final SecretsManagerClient secrets;

    private EmulatedAccount(URI endpoint) {
        this.environment = Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                String.valueOf(ThreadLocalRandom.current().nextLong(700_000_000_000L, 800_000_000_000L)),
                "AWS_SECRET_ACCESS_KEY",
                "test");
        AwsAccess access = AwsAccess.of(environment);
        this.sqs = access.configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.secrets = access.configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** A new one in MiniStack, which takes an access key of twelve digits for an account. */
    static EmulatedAccount create() {
        return new EmulatedAccount(RealParts.ofThisProcess().miniStack().orElseThrow());
    }

    /** What leads an AWS SDK there. */
    Map<String, String> environment() {
        return environment;
    }

    /** A secret's current value; empty when there is none. */
    String secret(String name) {
        return secret(name, "AWSCURRENT");
    }

    String secret(String name, String stage) {
        try {
            return secrets.getSecretValue(request -> request.secretId(name).versionStage(stage))
                    .secretString();
        } catch (ResourceNotFoundException e) {
            return "";
        }
    }

    /** How many messages a queue holds, received ones with it. */
    int messages(String queueUrl) {
        return QueueDepth.of(sqs, queueUrl).total();
    }

    @Override
    public void close() {
        sqs.close();
        secrets.close();
    }
}
