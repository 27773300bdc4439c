package dev.sluice.agent.receiver;

/** What a Receiver's status says of its webhook. No text form shows the path. */
public sealed interface Standing {

    /** No controller has written a status: there is no notification-controller, or it has not come to it yet. */
    record Unwritten() implements Standing {}

    /** Ready or not, but without a path. */
    record WithoutPath() implements Standing {}

    /**
     * It has a path.
     *
     * @param digest the path's 64 hexadecimal digits
     * @param ready whether notification-controller would take a webhook on it
     */
    record WithPath(String digest, boolean ready) implements Standing {
        @Override
        public String toString() {
            return "WithPath[***, ready=" + ready + "]";
        }
    }
}
