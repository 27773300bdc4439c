package dev.sluice.queue;

import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.EmbeddedAws;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of a test's own, and its dead-letter queue. */
final class TestQueue implements AutoCloseable {

    private final URI endpoint;
    private final SqsClient sqs;
    private final String url;
    private final String deadLettersUrl;
    private final List<String> others = new ArrayList<>();

    /** Creates both; aborts the test when the part is not to be had here. */
    TestQueue(AwsPart part) {
        part.notRun().ifPresent(Assumptions::abort);
        endpoint = part.endpoint();
        sqs = accessBy(endpoint)
                .apply(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        String name = "bridge-" + UUID.randomUUID();
        url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
        deadLettersUrl =
                sqs.createQueue(request -> request.queueName(name + "-dead")).queueUrl();
        String deadLetters = sqs.getQueueAttributes(
                        request -> request.queueUrl(deadLettersUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        setRedrivePolicy("{\"deadLetterTargetArn\":\"" + deadLetters + "\",\"maxReceiveCount\":50}");
    }

    private void setRedrivePolicy(String policy) {
        sqs.setQueueAttributes(
                request -> request.queueUrl(url).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)));
    }

    /** The URL of a further queue, without a dead-letter queue. */
    String another() {
        String another = sqs.createQueue(request -> request.queueName("bridge-" + UUID.randomUUID()))
                .queueUrl();
        others.add(another);
        return another;
    }

    String url() {
        return url;
    }

    URI endpoint() {
        return endpoint;
    }

    SqsClient sqs() {
        return sqs;
    }

    UnaryOperator<SqsClientBuilder> access() {
        return accessBy(endpoint);
    }

    static UnaryOperator<SqsClientBuilder> accessBy(URI endpoint) {
        AwsAccess access = AwsAccess.of(Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_REGION",
                EmbeddedAws.REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test"));
        return access::configure;
    }

    /** Sends as many messages. */
    List<String> send(int count) {
        return send(url, count);
    }

    List<String> send(String to, int count) {
        List<String> bodies =
                IntStream.range(0, count).mapToObj(n -> "message-" + n).toList();
        for (int from = 0; from < count; from += 10) {
            List<SendMessageBatchRequestEntry> entries = bodies.subList(from, Math.min(count, from + 10)).stream()
                    .map(body -> SendMessageBatchRequestEntry.builder()
                            .id(body)
                            .messageBody(body)
                            .build())
                    .toList();
            sqs.sendMessageBatch(request -> request.queueUrl(to).entries(entries));
        }
        return bodies;
    }

    void send(String body, Map<String, String> attributes) {
        sqs.sendMessage(request ->
                request.queueUrl(url).messageBody(body).messageAttributes(QueueSender.attributes(attributes)));
    }

    /** Sends a message with attributes of any type, and a fair-queue group. */
    void sendWhole(String body, Map<String, MessageAttributeValue> attributes, @Nullable String group) {
        sendWhole(url, body, attributes, group);
    }

    private void sendWhole(
            String to, String body, Map<String, MessageAttributeValue> attributes, @Nullable String group) {
        sqs.sendMessage(request -> request.queueUrl(to)
                .messageBody(body)
                .messageAttributes(attributes)
                .messageGroupId(group));
    }

    /** Puts a message on the dead-letter queue as the agent does; without a reason as SQS does. */
    void sendDeadLetter(
            String body,
            @Nullable String reason,
            Map<String, MessageAttributeValue> attributes,
            @Nullable String group) {
        Map<String, MessageAttributeValue> all = new HashMap<>(attributes);
        if (reason != null) {
            all.putAll(QueueSender.attributes(Map.of(DeadLetters.REASON, reason)));
        }
        sendWhole(deadLettersUrl, body, all, group);
    }

    /** Puts as many messages on the dead-letter queue as SQS does. */
    List<String> sendDeadLetters(int count) {
        return send(deadLettersUrl, count);
    }

    String deadLettersUrl() {
        return deadLettersUrl;
    }

    /** How many messages the dead-letter queue has, hidden ones with them. */
    int deadLetters() {
        return size(deadLettersUrl);
    }

    /** How many messages it has, hidden ones with them. */
    int size() {
        return size(url);
    }

    int size(String of) {
        return QueueDepth.of(sqs, of).total();
    }

    /** Receives what can be received now. */
    List<Message> receive() {
        return receive(url);
    }

    /** Receives what is in the dead-letter queue. */
    List<Message> receiveDeadLetters() {
        return receive(deadLettersUrl);
    }

    private List<Message> receive(String from) {
        List<Message> received = new ArrayList<>();
        List<Message> batch;
        do {
            batch = sqs.receiveMessage(request -> request.queueUrl(from)
                            .maxNumberOfMessages(10)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            received.addAll(batch);
        } while (!batch.isEmpty());
        return received;
    }

    @Override
    public void close() {
        others.forEach(other -> sqs.deleteQueue(request -> request.queueUrl(other)));
        sqs.deleteQueue(request -> request.queueUrl(url));
        sqs.deleteQueue(request -> request.queueUrl(deadLettersUrl));
        sqs.close();
    }
}
