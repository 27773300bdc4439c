package dev.sluice.queue;

/** Handles one message. Called on a virtual thread of its own; the message stays hidden for as long as it takes. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Handles a message.
     *
     * @throws InterruptedException when the poller stops and the grace is over; the message is given back
     */
    Outcome handle(QueueMessage message) throws InterruptedException;
}
