package dev.sluice.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The dead-letter queue of a queue, as the queue's own redrive policy names it. */
final class DeadLetters {

    /** Why a message is there. */
    static final String REASON = "sluice-reason";

    private static final int MAX_ATTRIBUTES = 10;

    private final SqsClient sqs;
    private final String queueUrl;
    private @Nullable String url;

    DeadLetters(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * Sends a message there.
     *
     * @throws NoDeadLetterQueue when the queue names none
     * @throws software.amazon.awssdk.core.exception.SdkException when SQS does not take it
     */
    void send(QueueMessage message, String reason) throws NoDeadLetterQueue {
        Map<String, String> attributes = new HashMap<>();
        message.attributes().entrySet().stream()
                .limit(MAX_ATTRIBUTES - 1)
                .forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue()));
        attributes.put(REASON, reason);
        String target = url();
        sqs.sendMessage(request -> request.queueUrl(target)
                .messageBody(message.body())
                .messageAttributes(QueueSender.attributes(attributes)));
    }

    private synchronized String url() throws NoDeadLetterQueue {
        if (url == null) {
            url = find();
        }
        return url;
    }

    /** A dead-letter queue is always of the same account and region, so the queue's URL and its name make its URL. */
    private String find() throws NoDeadLetterQueue {
        String policy = sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                .attributes()
                .get(QueueAttributeName.REDRIVE_POLICY);
        if (policy == null) {
            throw new NoDeadLetterQueue();
        }
        try {
            String arn = new JsonMapper()
                    .readTree(policy)
                    .path("deadLetterTargetArn")
                    .asText("");
            String name = arn.substring(arn.lastIndexOf(':') + 1);
            return queueUrl.substring(0, queueUrl.lastIndexOf('/') + 1) + name;
        } catch (JsonProcessingException e) {
            throw new NoDeadLetterQueue();
        }
    }

    static final class NoDeadLetterQueue extends Exception {
        NoDeadLetterQueue() {
            super("the queue has no redrive policy, so no dead-letter queue", null, false, false);
        }
    }
}
