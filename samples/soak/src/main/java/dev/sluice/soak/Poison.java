package dev.sluice.soak;

import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.route.ReceiverName;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Messages that are no event of this cluster; each has an id in its body, so that no two bodies are the same. */
final class Poison {

    private static final Seal FORGED = Seal.ofText("not the key of this cluster");

    private final SluiceQueue queue;
    private final Seal seal;
    private final String source;
    private final String namespace;
    private final Set<String> bodies = ConcurrentHashMap.newKeySet();

    /**
     * @param queue where it goes
     * @param seal the cluster's own seal
     * @param source the source of the cluster's events
     * @param namespace where its Receivers are
     */
    Poison(SluiceQueue queue, Seal seal, String source, String namespace) {
        this.queue = queue;
        this.seal = seal;
        this.source = source;
        this.namespace = namespace;
    }

    /** Sends one; kinds take turns. */
    void send(int n) {
        SealedMessage message = switch (n % 4) {
            case 0 -> new SealedMessage("no event: " + UUID.randomUUID(), Map.of());
            case 1 -> undecodable();
            case 2 -> event(source, FORGED);
            default -> event("/another/cluster", seal);
        };
        bodies.add(message.body());
        queue.send(message);
    }

    /** The bodies of all that was sent. */
    Set<String> bodies() {
        return bodies;
    }

    private SealedMessage undecodable() {
        String id = UUID.randomUUID().toString();
        String body = "{\"half of an event\": \"" + id;
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        return new SealedMessage(
                body,
                Map.of(
                        SealedMessage.ID,
                        id,
                        SealedMessage.TIMESTAMP,
                        timestamp,
                        SealedMessage.SIGNATURE,
                        seal.sign(id, timestamp, body)));
    }

    private SealedMessage event(String from, Seal with) {
        return Events.sealed(from, new ReceiverName(namespace, "shared-0"), with);
    }
}
