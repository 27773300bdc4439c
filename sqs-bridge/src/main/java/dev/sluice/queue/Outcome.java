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
     * @param orDrop whether to delete it where there is no dead-letter queue; else it comes again
     */
    record Dead(String reason, boolean orDrop) implements Outcome {

        /** It comes again where there is no dead-letter queue. */
        public Dead(String reason) {
            this(reason, false);
        }
    }

    /**
     * It could not be handled now: give it back.
     *
     * @param delay after which it may be received again
     */
    record Later(Duration delay) implements Outcome {

        private static final Duration FIRST = Duration.ofSeconds(10);
        private static final Duration LONGEST = Duration.ofMinutes(15);

        /**
         * After 10 s the first time, then later each time, up to a quarter of an hour: a message that was received 50 times
         * becomes a dead letter, which should take hours.
         */
        public static Later after(QueueMessage message) {
            Duration delay = FIRST.multipliedBy(message.receiveCount());
            return new Later(delay.compareTo(LONGEST) < 0 ? delay : LONGEST);
        }
    }
}
