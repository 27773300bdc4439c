package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** SQS and Secrets Manager in this JVM, behind one HTTP endpoint on 127.0.0.1. */
public final class EmbeddedAws implements AutoCloseable {
    /** The region of the queues' and secrets' ARNs. */
    public static final String REGION = "eu-west-1";

    private static final String ACCOUNT = "000000000000";
    private static final JsonMapper JSON = new JsonMapper();

    private final LoopbackHttp server;
    private final ElasticMq sqs;
    private final SecretsManager secrets = new SecretsManager(new SecretStore(REGION, ACCOUNT));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private EmbeddedAws() throws IOException {
        server = new LoopbackHttp(0);
        sqs = new ElasticMq(server.port(), REGION, ACCOUNT);
        server.serve(new AwsEndpoint(secrets, client, sqsEndpoint()));
    }

    /** Starts both services on a free port. */
    public static EmbeddedAws start() {
        try {
            return new EmbeddedAws();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What to give to an SDK client as its endpoint; the queues' URLs begin with it. */
    public URI endpoint() {
        return server.uri();
    }

    /** Where SQS alone is, without the way through {@link #endpoint()}: for who measures how fast it is. */
    public URI sqsEndpoint() {
        return URI.create("http://127.0.0.1:" + sqs.port());
    }

    /** The environment variables that lead the SDK or the AWS CLI here: endpoint, region, dummy credentials. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint().toString(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test");
    }

    /**
     * Creates a standard queue, and a dead-letter queue {@code <name>-dlq} to which a message goes when it is received for
     * the 51st time.
     *
     * @return the queue's URL; with {@code -dlq} appended it is the URL of the dead-letter queue
     */
    public String createQueue(String name) {
        String deadLetters = name + "-dlq";
        createQueue(deadLetters, Map.of("MessageRetentionPeriod", "1209600"));
        String redrive = JSON.createObjectNode()
                .put("deadLetterTargetArn", "arn:aws:sqs:" + REGION + ":" + ACCOUNT + ":" + deadLetters)
                .put("maxReceiveCount", 50)
                .toString();
        return createQueue(name, Map.of("RedrivePolicy", redrive));
    }

    /** Creates a secret, or puts a new version of it. */
    public void putSecret(String name, String value) {
        JsonNode request =
                JSON.createObjectNode().put("Name", name).put("SecretId", name).put("SecretString", value);
        try {
            secrets.call("PutSecretValue", request);
        } catch (AwsError missing) {
            secrets.call("CreateSecret", request);
        }
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
        sqs.close();
    }

    private String createQueue(String name, Map<String, String> attributes) {
        byte[] body = bytes(Map.of("QueueName", name, "Attributes", attributes));
        HttpRequest request = HttpRequest.newBuilder(endpoint())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS.CreateQueue")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalArgumentException("No queue " + name + ": " + answer);
            }
            return answer.path("QueueUrl").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
