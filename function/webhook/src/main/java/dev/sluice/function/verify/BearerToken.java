package dev.sluice.function.verify;

import dev.sluice.function.webhook.Webhook;
import java.util.Optional;

/** The token of a request. Flux wants {@code Bearer} written just so. */
final class BearerToken {

    private static final String PREFIX = "Bearer ";

    private BearerToken() {}

    /** What stands behind {@code Bearer}; empty when there is nothing, or something else than a bearer token. */
    static Optional<String> of(Webhook webhook) {
        String header = webhook.header("Authorization");
        return header.startsWith(PREFIX) && header.length() > PREFIX.length()
                ? Optional.of(header.substring(PREFIX.length()))
                : Optional.empty();
    }
}
