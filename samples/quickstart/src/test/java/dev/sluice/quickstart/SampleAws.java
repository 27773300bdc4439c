package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.aws.AwsAccess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The AWS side of the samples of event sources, in an emulator: those look at what a signature is for, and not at the
 * signature itself.
 */
final class SampleAws implements AutoCloseable {

    private static final Path SAMPLES = Path.of("..", "event-sources");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STATUS = Pattern.compile("<StackStatus>([A-Z_]+)</StackStatus>");
    private static final Pattern TOPIC = Pattern.compile("<TopicArn>([^<]+)</TopicArn>");
    // the first stack waits for the emulator to load its services
    private static final Duration TIME = Duration.ofMinutes(2);

    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SqsClient sqs;

    SampleAws(URI endpoint) {
        this.endpoint = endpoint;
        this.sqs = Provisioning.sqs(AwsAccess.of(Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test")));
    }

    /** Deploys a sample's template. */
    void deploy(String sample, String queue, Map<String, String> parameters) throws Exception {
        String stack = "sample-" + UUID.randomUUID();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "CreateStack");
        form.put("StackName", stack);
        form.put("TemplateBody", Files.readString(SAMPLES.resolve(sample).resolve("aws.yaml")));
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put("QueueName", queue);
        int n = 1;
        for (Map.Entry<String, String> parameter : all.entrySet()) {
            form.put("Parameters.member." + n + ".ParameterKey", parameter.getKey());
            form.put("Parameters.member." + n + ".ParameterValue", parameter.getValue());
            n++;
        }
        query("cloudformation", "2010-05-15", form);
        long end = System.nanoTime() + TIME.toNanos();
        while (true) {
            String answer =
                    query("cloudformation", "2010-05-15", Map.of("Action", "DescribeStacks", "StackName", stack));
            Matcher status = STATUS.matcher(answer);
            assertThat(status.find()).isTrue();
            if (status.group(1).equals("CREATE_COMPLETE")) {
                return;
            }
            if (!status.group(1).equals("CREATE_IN_PROGRESS") || System.nanoTime() > end) {
                throw new AssertionError("stack of " + sample + ": " + answer);
            }
            Thread.sleep(200);
        }
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
        JsonNode answer = JSON.readTree(send(request("events", "")
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", "AWSEvents.PutEvents")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
        assertThat(answer.path("FailedEntryCount").asInt())
                .as(answer.toString())
                .isZero();
    }

    /** Writes an object to a bucket of S3. */
    void putObject(String bucket, String key, String body) throws Exception {
        send(request("s3", bucket + "/" + key).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Publishes a message on a topic of SNS. */
    void publish(String topic, String message) throws Exception {
        Matcher arns = TOPIC.matcher(query("sns", "2010-03-31", Map.of("Action", "ListTopics")));
        String arn = arns.results()
                .map(found -> found.group(1))
                .filter(one -> one.endsWith(":" + topic))
                .findFirst()
                .orElseThrow();
        query("sns", "2010-03-31", Map.of("Action", "Publish", "TopicArn", arn, "Message", message));
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

    private String query(String service, String version, Map<String, String> form)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("Version", version);
        String body = all.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(service, "")
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String service, String path) {
        return HttpRequest.newBuilder(endpoint.resolve("/" + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/20261120/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host, Signature=none");
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() {
        sqs.close();
        http.close();
    }
}
