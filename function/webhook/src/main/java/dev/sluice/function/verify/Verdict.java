package dev.sluice.function.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import org.jspecify.annotations.Nullable;

/** The outcome of verifying a webhook. */
public sealed interface Verdict {

    /**
     * It is genuine.
     *
     * @param event the provider's name of the event; null when the provider gives none
     * @param payload what filters see in place of the body; null: the body itself
     * @param claims the claims of its token; null when it has none
     */
    record Accepted(
            @Nullable String event,
            @Nullable ObjectNode payload,
            @Nullable ObjectNode claims) implements Verdict {}

    /** It is not, and why. */
    record Rejected(Reason reason) implements Verdict {}

    /** Genuine, of a type that names no events. */
    static Verdict accepted() {
        return new Accepted(null, null, null);
    }

    /** Genuine, with the event's name; an empty one counts as none. */
    static Verdict accepted(String event) {
        return new Accepted(event.isEmpty() ? null : event, null, null);
    }

    static Verdict rejected(Reason reason) {
        return new Rejected(reason);
    }
}
