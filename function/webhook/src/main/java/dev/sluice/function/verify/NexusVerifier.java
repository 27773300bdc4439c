package dev.sluice.function.verify;

import dev.sluice.function.json.Decoding;
import dev.sluice.function.json.Shape;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.ConstantTime;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Type {@code nexus}: the body is signed with HMAC-SHA1, in lower-case digits without a prefix, and is JSON.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#nexus">Nexus</a>
 * @see <a href="https://help.sonatype.com/en/working-with-hmac-payloads.html">Working with HMAC payloads</a>
 */
record NexusVerifier() implements Verifier {

    private static final Shape.Struct PAYLOAD =
            new Shape.Struct(Map.of("action", Shape.TEXT, "repositoryName", Shape.TEXT));

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        Optional<Reason> wrong = checkSignature(webhook, route, now);
        if (wrong.isPresent()) {
            return Verdict.rejected(wrong.get());
        }
        return Decoding.ofWhole(webhook.body(), PAYLOAD).isPresent()
                ? Verdict.accepted()
                : Verdict.rejected(Reason.PAYLOAD_MALFORMED);
    }

    private static Optional<Reason> checkSignature(Webhook webhook, Route route, Instant now) {
        List<Credential.Key> keys = ValidCredentials.of(route, Credential.Key.class, now);
        if (keys.isEmpty()) {
            return Optional.of(Reason.NO_TOKEN);
        }
        byte[] signature = webhook.header("X-Nexus-Webhook-Signature").getBytes(StandardCharsets.UTF_8);
        if (signature.length == 0) {
            return Optional.of(Reason.SIGNATURE_MISSING);
        }
        boolean genuine = keys.stream().anyMatch(key -> ConstantTime.equal(signature(key, webhook.body()), signature));
        return genuine ? Optional.empty() : Optional.of(Reason.SIGNATURE_MISMATCH);
    }

    private static byte[] signature(Credential.Key key, byte[] body) {
        return HexFormat.of().formatHex(Hmac.of("HmacSHA1", key.token(), body)).getBytes(StandardCharsets.US_ASCII);
    }
}
