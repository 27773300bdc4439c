package dev.sluice.queue;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Puts messages on the dead-letter queue, as they are but for the reason. */
final class DeadLetters {

    /** Why a message is there. */
    static final String REASON = "sluice-reason";

    /** The most that SQS allows. */
    static final int MAX_ATTRIBUTES = 10;

    /** Where one has to go, it is none of Sluice's own. */
    private static final Comparator<String> OWN_FIRST =
            Comparator.comparing((String name) -> !name.startsWith("sluice-")).thenComparing(Comparator.naturalOrder());

    private final SqsClient sqs;
    private final DeadLetterQueue queue;

    DeadLetters(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queue = new DeadLetterQueue(sqs, queueUrl);
    }

    /**
     * Sends a message there.
     *
     * @throws DeadLetterQueue.Missing when the queue names none
     * @throws software.amazon.awssdk.core.exception.SdkException when SQS does not take it
     */
    void send(Message message, String reason) throws DeadLetterQueue.Missing {
        Map<String, MessageAttributeValue> attributes =
                new LinkedHashMap<>(QueueSender.attributes(Map.of(REASON, reason)));
        message.messageAttributes().keySet().stream()
                .filter(name -> !name.equals(REASON))
                .sorted(OWN_FIRST)
                .limit(MAX_ATTRIBUTES - 1)
                .forEach(
                        name -> attributes.put(name, message.messageAttributes().get(name)));
        send(sqs, queue.url(), message, attributes);
    }

    /** Sends a message on with other attributes; its body and its fair-queue group stay. */
    static void send(SqsClient sqs, String to, Message message, Map<String, MessageAttributeValue> attributes) {
        sqs.sendMessage(request -> request.queueUrl(to)
                .messageBody(message.body())
                .messageAttributes(attributes)
                .messageGroupId(message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID)));
    }
}
