package dev.sluice.queue;

/** Is told what a redrive finds and what goes wrong. */
public interface RedriveWatch {

    /** A message that would be redriven. */
    void found(DeadLetter letter);

    /**
     * A message could not be redriven; it is still on the dead-letter queue.
     *
     * @param letter the message
     * @param operation the call that failed; with {@code DeleteMessage} the message is on the queue, too
     * @param error AWS's name of the error, or why AWS was not reached
     */
    void failed(DeadLetter letter, String operation, String error);

    /** A call failed that costs time alone. */
    void failed(String operation, String error);
}
