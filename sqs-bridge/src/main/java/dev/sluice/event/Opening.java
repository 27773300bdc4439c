package dev.sluice.event;

/** What came of opening a message of the queue. */
public sealed interface Opening {

    /** It is an event that the function sealed for this cluster. */
    record Opened(WebhookEvent event) implements Opening {}

    /** It is none. */
    record Refused(Reason reason) implements Opening {}

    /** Why a message is no event; the dead-letter queue's {@code sluice-reason}. */
    enum Reason {
        /** It lacks the attributes of a seal. */
        NOT_SEALED("NotSealed"),
        /** Its id is no UUID, or its timestamp no number. */
        INVALID_ID("InvalidId"),
        /** No key of this cluster made its seal. */
        WRONG_SEAL("WrongSeal"),
        /** Its body is not exactly one event. */
        UNDECODABLE("Undecodable"),
        /** It is another cluster's. */
        FOREIGN_SOURCE("ForeignSource");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** The reason as logs, metrics and attributes show it. */
        public String label() {
            return label;
        }
    }
}
