package dev.sluice.queue;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * A message as it was received.
 *
 * @param id SQS's id of the message
 * @param receiptHandle what deletes or extends this receipt of it
 * @param body its body
 * @param attributes its attributes of type String
 * @param receiveCount how often it was received, this time included
 * @param sent when it was sent
 */
public record QueueMessage(
        String id, String receiptHandle, String body, Map<String, String> attributes, int receiveCount, Instant sent) {

    public QueueMessage {
        attributes = Map.copyOf(attributes);
    }

    static QueueMessage of(Message message) {
        return new QueueMessage(
                message.messageId(),
                message.receiptHandle(),
                message.body(),
                texts(message),
                Integer.parseInt(
                        message.attributes().getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                sent(message));
    }

    /** A message's attributes that are text. */
    static Map<String, String> texts(Message message) {
        return message.messageAttributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().stringValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue()));
    }

    /** When a message was sent. */
    static Instant sent(Message message) {
        return Instant.ofEpochMilli(
                Long.parseLong(message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0")));
    }
}
