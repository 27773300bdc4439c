package dev.sluice.queue;

import dev.sluice.event.EventOpener;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message of the dead-letter queue. Whatever it says of itself is not trustworthy: anybody's message may lie there.
 *
 * @param message the message as it was received
 */
public record DeadLetter(Message message) {

    /** The reason of a message that SQS itself put there, because it had been received too often. */
    public static final String MAX_RECEIVE_COUNT = "MaxReceiveCount";

    /** SQS's id of the message. */
    public String id() {
        return message.messageId();
    }

    /** Why it is there: what the agent gave as {@code sluice-reason}, else {@link #MAX_RECEIVE_COUNT}. */
    public String reason() {
        return attribute(DeadLetters.REASON).orElse(MAX_RECEIVE_COUNT);
    }

    /** When it was sent: there by the agent, or to the queue when SQS itself moved it. */
    public Instant sent() {
        return QueueMessage.sent(message);
    }

    /** The event that its body is, for people to see: nobody has looked at its seal. Empty when it is none. */
    public Optional<WebhookEvent> event() {
        return EventOpener.readUnsealed(new SealedMessage(message.body(), QueueMessage.texts(message)));
    }

    Optional<String> attribute(String name) {
        return Optional.ofNullable(message.messageAttributes().get(name)).map(MessageAttributeValue::stringValue);
    }

    /** Shows neither body nor attributes. */
    @Override
    public String toString() {
        return "DeadLetter[" + id() + "]";
    }
}
