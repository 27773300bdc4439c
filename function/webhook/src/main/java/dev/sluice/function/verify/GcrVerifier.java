package dev.sluice.function.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.json.Decoding;
import dev.sluice.function.json.Shape;
import dev.sluice.function.oidc.GoogleTokens;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Type {@code gcr}: Pub/Sub pushes a notification of Google's container registry, with a token of the subscription's
 * service account. To filters the notification is the payload, not the message that it came in.
 *
 * @param tokens checks the token
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#gcr">GCR</a>
 * @see <a href="https://cloud.google.com/artifact-registry/docs/configure-notifications">Notifications</a>
 */
record GcrVerifier(GoogleTokens tokens) implements Verifier {

    private static final Shape.Struct NOTIFICATION =
            new Shape.Struct(Map.of("action", Shape.TEXT, "digest", Shape.TEXT, "tag", Shape.TEXT));

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        String email = route.email();
        String audience = route.audience();
        if (email == null || email.isEmpty() || audience == null || audience.isEmpty()) {
            return Verdict.rejected(Reason.ROUTE_INCOMPLETE);
        }
        Optional<String> token = BearerToken.of(webhook);
        if (token.isEmpty()) {
            return Verdict.rejected(Reason.TOKEN_MISSING);
        }
        Optional<Reason> wrong = tokens.check(token.get(), email, audience, now);
        return wrong.isPresent()
                ? Verdict.rejected(wrong.get())
                : PubSubPush.data(webhook.body())
                        .flatMap(GcrVerifier::notification)
                        .<Verdict>map(payload -> new Verdict.Accepted(null, payload, null))
                        .orElseGet(() -> Verdict.rejected(Reason.PAYLOAD_MALFORMED));
    }

    /** These three keys always, and no other. */
    private static Optional<ObjectNode> notification(byte[] data) {
        return Decoding.ofWhole(data, NOTIFICATION)
                .map(read -> JsonNodeFactory.instance
                        .objectNode()
                        .put("action", read.path("action").asText(""))
                        .put("digest", read.path("digest").asText(""))
                        .put("tag", read.path("tag").asText("")));
    }
}
