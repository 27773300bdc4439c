package dev.sluice.function;

import dev.sluice.event.SealedMessage;
import dev.sluice.queue.Sending;
import java.time.Duration;

/** Sends messages to queues; {@code QueueSender::send} is one. */
@FunctionalInterface
public interface Sender {

    /**
     * Sends a message.
     *
     * @param queueUrl the queue
     * @param message the message
     * @param group its fair-queue group
     * @param budget how long all tries together may take
     * @return what came of it, never an exception
     */
    Sending send(String queueUrl, SealedMessage message, String group, Duration budget);
}
