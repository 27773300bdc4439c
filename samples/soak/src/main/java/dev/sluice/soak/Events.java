package dev.sluice.soak;

import dev.sluice.event.EventSealer;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.route.ReceiverName;
import java.time.Instant;
import java.util.UUID;

/** Events as the function makes them. */
final class Events {

    private Events() {}

    /** A new event of a Receiver, under a seal. */
    static SealedMessage sealed(String source, ReceiverName receiver, Seal seal) {
        Instant now = Instant.now();
        String delivery = UUID.randomUUID().toString();
        WebhookEvent event =
                new WebhookEvent(UUID.randomUUID(), source, receiver, delivery, "github", "push", now, null, null);
        return EventSealer.seal(event, seal, now, null).orElseThrow();
    }
}
