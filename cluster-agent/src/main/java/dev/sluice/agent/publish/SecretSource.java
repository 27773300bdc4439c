package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.ReceiverSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Receivers' Secrets, by get alone: when a Receiver is new or has changed, and again every refresh, spread out. What
 * cannot be read for now stays as it was.
 */
final class SecretSource {

    private static final Logger LOG = LoggerFactory.getLogger(SecretSource.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final KubernetesClient kubernetes;
    private final Duration refresh;
    private final Map<ReceiverName, Kept> kept = new HashMap<>();

    SecretSource(KubernetesClient kubernetes, Duration refresh) {
        this.kubernetes = kubernetes;
        this.refresh = refresh;
    }

    private record Kept(Optional<ReceiverSecret> secret, String receiverVersion, Instant due) {}

    /** The Receiver's Secret; empty when it was never to be read yet. A Receiver that names none has an absent one. */
    Optional<ReceiverSecret> of(Receiver receiver, Instant now) {
        Optional<String> name = receiver.secretName();
        if (name.isEmpty()) {
            return Optional.of(ReceiverSecret.ABSENT);
        }
        Kept before = kept.get(receiver.name());
        if (before != null && before.receiverVersion().equals(receiver.version()) && now.isBefore(before.due())) {
            return before.secret();
        }
        Kept after;
        try {
            after = new Kept(
                    Optional.of(read(receiver.name().namespace(), name.get())), receiver.version(), next(before, now));
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue("receiver", receiver.name())
                    .addKeyValue("status", e.getCode())
                    .log("Secret not readable");
            after = new Kept(before == null ? Optional.empty() : before.secret(), receiver.version(), now.plus(RETRY));
        }
        kept.put(receiver.name(), after);
        return after.secret();
    }

    /** Forgets the Secrets of Receivers that are gone. */
    void keepOnly(Set<ReceiverName> names) {
        kept.keySet().retainAll(names);
    }

    /** The first refresh comes anywhere within the period, so that not all come at once. */
    private Instant next(@Nullable Kept before, Instant now) {
        return before == null
                ? now.plusMillis(ThreadLocalRandom.current().nextLong(1, refresh.toMillis() + 1))
                : now.plus(refresh);
    }

    private ReceiverSecret read(String namespace, String name) {
        Secret secret =
                kubernetes.secrets().inNamespace(namespace).withName(name).get();
        if (secret == null) {
            return ReceiverSecret.ABSENT;
        }
        Map<String, byte[]> data = new HashMap<>();
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> data.put(key, Base64.getDecoder().decode(value)));
        }
        return new ReceiverSecret(data);
    }
}
