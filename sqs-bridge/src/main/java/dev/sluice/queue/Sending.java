package dev.sluice.queue;

/** What came of sending a message. */
public sealed interface Sending {

    /** The queue has it. */
    record Sent() implements Sending {}

    /**
     * The queue did not take it.
     *
     * @param error AWS's name of the error, or the exception's
     * @param permanent whether no further try can succeed: the queue is missing, or access is denied
     */
    record Failed(String error, boolean permanent) implements Sending {}
}
