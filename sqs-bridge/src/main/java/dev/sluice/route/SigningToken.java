package dev.sluice.route;

import java.util.Optional;
import java.util.Set;

/**
 * The key by which a provider signs after Standard Webhooks, as GitLab does with a signing token. It is taken only where a
 * Receiver asks for it ({@link RouteOption#STANDARD_WEBHOOKS}).
 */
public final class SigningToken {

    private static final String KEY = "signingToken";
    private static final Set<String> TYPES = Set.of("gitlab", "generic-hmac");

    private SigningToken() {}

    /** Whether Receivers of that type can have such signatures. */
    public static boolean isFor(String type) {
        return TYPES.contains(type);
    }

    /** The key in the Secret; empty when there is none of the form {@code whsec_<Base64>}. */
    public static Optional<Credential.SigningKey> key(ReceiverSecret secret) {
        return secret.text(KEY).flatMap(Credential.SigningKey::ofToken);
    }
}
