package dev.sluice.queue;

/** Hears what a poller meets, for metrics and logs. Its methods must not block. */
public interface PollerWatch {

    /** Nobody listens. */
    PollerWatch NONE = new PollerWatch() {};

    /** A receive came back. */
    default void received(int messages) {}

    /** SQS refused a call, or did not answer; {@code error} is AWS's name of it, or the exception's. */
    default void failed(String operation, String error) {}

    /** A message went to the dead-letter queue. */
    default void dead(String reason) {}

    /** A message that was dead was deleted, because there is no dead-letter queue. */
    default void dropped(String reason) {}

    /** A handler threw; a defect. The message comes again. */
    default void broke(RuntimeException defect) {}
}
