package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Google's ID tokens, with the rules of the library that Flux uses. There is no discovery: Google's keys have been
 * at the same addresses for as long as that library exists.
 *
 * @param keys the keys of each algorithm
 * @param clock tells what is left of a webhook's time
 * @see <a href="https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions">Authenticated push</a>
 * @see <a href="https://pkg.go.dev/google.golang.org/api/idtoken#Validate">idtoken.Validate</a>
 */
record GoogleTokenCheck(Map<String, KeyCache> keys, InstantSource clock) implements GoogleTokens {

    static final String ACCOUNTS_KEYS = "https://www.googleapis.com/oauth2/v3/certs";
    /** Of Identity-Aware Proxy, which signs with the other algorithm. */
    static final String PROXY_KEYS = "https://www.gstatic.com/iap/verify/public_key-jwk";

    private static final Set<String> ISSUERS = Set.of("accounts.google.com", "https://accounts.google.com");

    static GoogleTokenCheck of(Documents documents, InstantSource clock) {
        return new GoogleTokenCheck(
                Map.of(
                        "RS256", new KeyCache(new FixedKeys(documents, ACCOUNTS_KEYS, "RS256"), clock),
                        "ES256", new KeyCache(new FixedKeys(documents, PROXY_KEYS, "ES256"), clock)),
                clock);
    }

    @Override
    public Optional<Reason> check(String token, String email, String audience, Instant received) {
        Optional<Jwt> jwt = Jwt.parse(token);
        if (jwt.isEmpty()) {
            return Optional.of(Reason.TOKEN_MALFORMED);
        }
        return checkClaims(jwt.get().claims(), email, audience, received)
                .or(() -> checkSignature(jwt.get(), new Deadline(received, clock)));
    }

    private static Optional<Reason> checkClaims(ObjectNode claims, String email, String audience, Instant now) {
        if (!Claims.text(claims, "aud").equals(audience)) {
            return Optional.of(Reason.AUDIENCE_MISMATCH);
        }
        // to the second
        if (Claims.time(claims, "exp")
                .filter(end -> now.getEpochSecond() <= end.getEpochSecond())
                .isEmpty()) {
            return Optional.of(Reason.TOKEN_EXPIRED);
        }
        if (!ISSUERS.contains(Claims.text(claims, "iss"))) {
            return Optional.of(Reason.ISSUER_UNKNOWN);
        }
        boolean verified = claims.path("email_verified").isBoolean()
                && claims.path("email_verified").booleanValue();
        return verified && Claims.text(claims, "email").equals(email)
                ? Optional.empty()
                : Optional.of(Reason.EMAIL_MISMATCH);
    }

    private Optional<Reason> checkSignature(Jwt jwt, Deadline deadline) {
        KeyCache cache = keys.get(jwt.algorithm());
        if (cache == null) {
            return Optional.of(Reason.ALGORITHM_REFUSED);
        }
        return jwt.keyId().isEmpty() ? Optional.of(Reason.KEY_UNKNOWN) : SignatureCheck.check(jwt, cache, deadline);
    }
}
