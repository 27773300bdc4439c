package dev.sluice.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Where the dead-letter queue of a queue is, as the queue's own redrive policy says. */
public final class DeadLetterQueue {

    private final SqsClient sqs;
    private final String queueUrl;
    private @Nullable String url;

    /**
     * @param sqs the client
     * @param queueUrl the queue
     */
    public DeadLetterQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * Its URL; SQS is asked until it has once answered.
     *
     * @throws Missing when the queue names none
     * @throws software.amazon.awssdk.core.exception.SdkException when SQS does not tell
     */
    public synchronized String url() throws Missing {
        if (url == null) {
            url = find();
        }
        return url;
    }

    /** A dead-letter queue is always of the same account and region, so the queue's URL and its name make its URL. */
    private String find() throws Missing {
        String policy = sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                .attributes()
                .get(QueueAttributeName.REDRIVE_POLICY);
        if (policy == null) {
            throw new Missing();
        }
        try {
            String arn = new JsonMapper()
                    .readTree(policy)
                    .path("deadLetterTargetArn")
                    .asText("");
            String name = arn.substring(arn.lastIndexOf(':') + 1);
            return queueUrl.substring(0, queueUrl.lastIndexOf('/') + 1) + name;
        } catch (JsonProcessingException e) {
            throw new Missing();
        }
    }

    /** The queue has no dead-letter queue. */
    public static final class Missing extends Exception {
        Missing() {
            super("the queue has no redrive policy, so no dead-letter queue", null, false, false);
        }
    }
}
