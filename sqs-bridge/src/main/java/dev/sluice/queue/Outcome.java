package dev.sluice.queue;

import java.time.Duration;

/** What becomes of a message after it was handled. */
public sealed interface Outcome {

    /** It is done with: delete it. */
    record Done() implements Outcome {}

    /**
     * It cannot be handled, ever: put it on the dead-letter queue with that reason, then delete it.
     *
     * @param reason the attribute {@code sluice-reason}
     */
    record Dead(String reason) implements Outcome {}

    /**
     * It could not be handled now: give it back.
     *
     * @param delay after which it may be received again
     */
    record Later(Duration delay) implements Outcome {}
}
