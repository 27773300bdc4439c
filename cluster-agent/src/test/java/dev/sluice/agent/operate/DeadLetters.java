package dev.sluice.agent.operate;

import dev.sluice.agent.AwsWithFaults;
import dev.sluice.event.EventSealer;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.QueueDepth;
import dev.sluice.route.ReceiverName;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue of a test's own, with a dead-letter queue that messages are put on. */
final class DeadLetters implements AutoCloseable {

    private final Map<String, String> environment;
    private final SqsClient sqs;
    private final String url;
    private final String deadUrl;

    DeadLetters(URI endpoint) {
        environment = AwsWithFaults.environment(endpoint);
        sqs = AwsClients.sqs(environment);
        String name = "operate-" + UUID.randomUUID();
        deadUrl = sqs.createQueue(request -> request.queueName(name + "-dlq")).queueUrl();
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(deadUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        url = sqs.createQueue(request -> request.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":50}")))
                .queueUrl();
    }

    Map<String, String> environment() {
        return environment;
    }

    String url() {
        return url;
    }

    /** Puts an event there, under a seal that nobody knows. */
    void put(String reason, String deliveryId) {
        WebhookEvent event = new WebhookEvent(
                UUID.randomUUID(),
                "/sluice/test",
                new ReceiverName("apps", "hook"),
                deliveryId,
                "github",
                "push",
                Instant.now(),
                null,
                null);
        SealedMessage sealed = EventSealer.seal(event, Seal.ofText("a-key-of-the-seal-0123456789"), Instant.now(), null)
                .orElseThrow();
        put(sealed.body(), sealed.attributes(), reason);
    }

    /** Puts any message there; without a reason as SQS does. */
    void put(String body, Map<String, String> attributes, @Nullable String reason) {
        Map<String, String> all = new HashMap<>(attributes);
        if (reason != null) {
            all.put("sluice-reason", reason);
        }
        sqs.sendMessage(request -> request.queueUrl(deadUrl)
                .messageBody(body)
                .messageAttributes(all.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue(entry.getValue())
                                        .build()))));
    }

    QueueDepth depth() {
        return QueueDepth.of(sqs, url);
    }

    QueueDepth deadDepth() {
        return QueueDepth.of(sqs, deadUrl);
    }

    /** Takes what can be received of the queue. */
    List<Message> receive() {
        return sqs.receiveMessage(
                        request -> request.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    void deleteQueue() {
        sqs.deleteQueue(request -> request.queueUrl(url));
    }

    @Override
    public void close() {
        sqs.close();
    }
}
