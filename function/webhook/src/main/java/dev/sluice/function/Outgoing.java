package dev.sluice.function;

import dev.sluice.event.SealedMessage;
import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.webhook.Reason;
import java.util.UUID;

/** What a webhook comes to on one route, before anything is sent. */
sealed interface Outgoing {

    /** The route. */
    ClusterRoute to();

    /** An event to send. */
    record Event(ClusterRoute to, UUID id, SealedMessage message) implements Outgoing {}

    /** Nothing to send, and why. */
    record Refused(ClusterRoute to, Reason reason) implements Outgoing {}
}
