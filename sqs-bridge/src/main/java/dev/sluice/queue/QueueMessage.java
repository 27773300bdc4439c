package dev.sluice.queue;

import java.time.Instant;
import java.util.Map;

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
}
