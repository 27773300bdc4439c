package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.aws.AwsAccess;
import dev.sluice.queue.QueueDepth;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The AWS side of the samples of event sources, in an emulator. */
final class SampleAws implements AutoCloseable {

    private static final Path SAMPLES = Path.of("..", "event-sources");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern TOPIC = Pattern.compile("<TopicArn>([^<]+)</TopicArn>");

    private final EmulatedCloud cloud;
    private final SqsClient sqs;

    SampleAws(URI endpoint) {
        this.cloud = new EmulatedCloud(endpoint);
        this.sqs = Provisioning.sqs(AwsAccess.of(Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test")));
    }

    /** Deploys a sample's template. */
    void deploy(String sample, String queue, Map<String, String> parameters) throws Exception {
        String stack = "sample-" + UUID.randomUUID();
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("QueueName", queue);
        cloud.deploy(stack, Files.readString(SAMPLES.resolve(sample).resolve("aws.yaml")), all);
    }

    /** Puts an event on the default bus of EventBridge. */
    void putEvent(String source, String type, List<String> resources, Map<String, String> detail) throws Exception {
        String body = JSON.writeValueAsString(Map.of(
                "Entries",
                List.of(Map.of(
                        "Source",
                        source,
                        "DetailType",
                        type,
                        "Resources",
                        resources,
                        "Detail",
                        JSON.writeValueAsString(detail)))));
        JsonNode answer = JSON.readTree(cloud.send(cloud.request("events", "")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSEvents.PutEvents")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
        assertThat(answer.path("FailedEntryCount").asInt())
                .as(answer.toString())
                .isZero();
    }

    /** Writes an object to a bucket of S3. */
    void putObject(String bucket, String key, String body) throws Exception {
        cloud.send(cloud.request("s3", bucket + "/" + key).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Publishes a message on a topic of SNS. */
    void publish(String topic, String message) throws Exception {
        Matcher arns = TOPIC.matcher(cloud.query("sns", "2010-03-31", Map.of("Action", "ListTopics")));
        String arn = arns.results()
                .map(found -> found.group(1))
                .filter(one -> one.endsWith(":" + topic))
                .findFirst()
                .orElseThrow();
        cloud.query("sns", "2010-03-31", Map.of("Action", "Publish", "TopicArn", arn, "Message", message));
    }

    SqsClient sqs() {
        return sqs;
    }

    String queueUrl(String queue) {
        return sqs.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    /** How many messages a queue holds, received ones with it. */
    int messages(String queue) {
        return QueueDepth.of(sqs, queueUrl(queue)).total();
    }

    @Override
    public void close() {
        sqs.close();
        cloud.close();
    }
}
