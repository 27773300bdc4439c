package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.Credential;
import dev.sluice.route.RouteOption;
import java.util.Optional;
import java.util.Set;

/**
 * The key by which a provider signs after Standard Webhooks, as GitLab does with a signing token. It leaves the cluster
 * only where a Receiver asks for it.
 */
final class SigningToken {

    private static final String KEY = "signingToken";
    private static final Set<String> TYPES = Set.of("gitlab", "generic-hmac");

    private SigningToken() {}

    /** Whether the Receiver asks for such signatures, and is of a type that can have them. */
    static boolean isWanted(Receiver receiver) {
        return TYPES.contains(receiver.type())
                && RouteOption.STANDARD_WEBHOOKS.in(receiver.annotations()).isPresent();
    }

    /** The key in the Secret; empty when there is none of the form {@code whsec_<Base64>}. */
    static Optional<Credential.SigningKey> key(ReceiverSecret secret) {
        return secret.text(KEY).flatMap(Credential.SigningKey::ofToken);
    }
}
