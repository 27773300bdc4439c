package dev.sluice.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The AWS side of the samples of event sources. */
final class SampleAws implements AutoCloseable {

    private static final Path SAMPLES = Path.of("..", "event-sources");
    // the first stack waits for the emulator to load its services
    private static final Duration TIME = Duration.ofMinutes(2);

    private final URI endpoint;
    private final CloudFormationClient stacks;
    private final EventBridgeClient events;
    private final S3Client s3;
    private final SnsClient sns;
    private final SqsClient sqs;

    SampleAws(URI endpoint) {
        this.endpoint = endpoint;
        stacks = at(CloudFormationClient.builder()).build();
        events = at(EventBridgeClient.builder()).build();
        s3 = at(S3Client.builder()).forcePathStyle(true).build();
        sns = at(SnsClient.builder()).build();
        sqs = at(SqsClient.builder()).build();
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B at(B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder());
    }

    /** Deploys a sample's template. */
    void deploy(String sample, String queue, Map<String, String> parameters) throws Exception {
        String stack = "sample-" + UUID.randomUUID();
        List<Parameter> all = new ArrayList<>();
        all.add(parameter("QueueName", queue));
        parameters.forEach((key, value) -> all.add(parameter(key, value)));
        String template = template(sample);
        stacks.createStack(request -> request.stackName(stack).templateBody(template).parameters(all));
        Until.isTrue("stack of " + sample, TIME, () -> {
            Stack now = stacks.describeStacks(request -> request.stackName(stack))
                    .stacks()
                    .getFirst();
            String status = now.stackStatusAsString();
            if (status.contains("FAILED") || status.contains("ROLLBACK")) {
                throw new AssertionError(status + ": " + now.stackStatusReason());
            }
            return status.equals("CREATE_COMPLETE");
        });
    }

    static String template(String sample) throws IOException {
        return Files.readString(SAMPLES.resolve(sample).resolve("aws.yaml"));
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    EventBridgeClient events() {
        return events;
    }

    S3Client s3() {
        return s3;
    }

    SnsClient sns() {
        return sns;
    }

    SqsClient sqs() {
        return sqs;
    }

    String queueUrl(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    /** How many messages a queue holds, received ones with it. */
    int messages(String queue) {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(queueUrl(queue))
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    @Override
    public void close() {
        List.<AutoCloseable>of(stacks, events, s3, sns, sqs).forEach(client -> {
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
