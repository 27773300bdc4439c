package dev.sluice.function.verify;

import dev.sluice.function.webhook.Reason;
import dev.sluice.route.ConstantTime;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A token that the provider sends as it is. The route has only its digest, so the digests are compared. */
final class SentToken {

    private SentToken() {}

    /**
     * Checks a token against those of a route.
     *
     * @param header the header that must hold it, and nothing else
     * @param route the route; of its credentials those count that are valid now
     * @return what is wrong with it; empty when nothing is
     */
    static Optional<Reason> check(String header, Route route, Instant now) {
        List<Credential.Sha256> tokens = ValidCredentials.of(route, Credential.Sha256.class, now);
        if (tokens.isEmpty()) {
            return Optional.of(Reason.NO_TOKEN);
        }
        if (header.isEmpty()) {
            return Optional.of(Reason.TOKEN_MISSING);
        }
        byte[] sent =
                Credential.Sha256.of(header.getBytes(StandardCharsets.UTF_8)).digest();
        return tokens.stream().anyMatch(token -> ConstantTime.equal(token.digest(), sent))
                ? Optional.empty()
                : Optional.of(Reason.TOKEN_MISMATCH);
    }
}
