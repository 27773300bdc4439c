package dev.sluice.function.verify;

import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.ConstantTime;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import dev.sluice.route.RouteOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A signature by Standard Webhooks, scheme v1, which is also how GitLab signs with a signing token: HMAC-SHA256 over
 * {@code id.timestamp.body}.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
final class StandardWebhook {

    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final String SCHEME = "v1,";

    /** Without a dot, so that nobody can move bytes between id and body. */
    private static final Pattern ID = Pattern.compile("[^.]+");

    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");

    private StandardWebhook() {}

    /**
     * Whether the webhook is judged by such a signature, and by nothing else: the Receiver asks for it, and the webhook
     * has one, or must.
     */
    static boolean decides(Webhook webhook, Route route) {
        return switch (RouteOption.STANDARD_WEBHOOKS.of(route)) {
            case "require" -> true;
            case "accept" -> !webhook.header("webhook-signature").isEmpty();
            default -> false;
        };
    }

    /** What is wrong with the webhook's signature; empty when nothing is. */
    static Optional<Reason> check(Webhook webhook, Route route, Instant now) {
        List<Credential.SigningKey> keys = ValidCredentials.of(route, Credential.SigningKey.class, now);
        if (keys.isEmpty()) {
            return Optional.of(Reason.NO_TOKEN);
        }
        String id = webhook.header("webhook-id");
        String timestamp = webhook.header("webhook-timestamp");
        String signatures = webhook.header("webhook-signature");
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return Optional.of(Reason.SIGNATURE_MISSING);
        }
        if (!ID.matcher(id).matches() || !TIMESTAMP.matcher(timestamp).matches()) {
            return Optional.of(Reason.SIGNATURE_MALFORMED);
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(signed, now).abs().compareTo(WINDOW) > 0) {
            return Optional.of(Reason.TIMESTAMP_OUT_OF_WINDOW);
        }
        byte[] message = message(id, timestamp, webhook.body());
        List<byte[]> macs = macs(signatures);
        boolean genuine = keys.stream()
                .map(key -> Hmac.of("HmacSHA256", key.key(), message))
                .anyMatch(expected -> macs.stream().anyMatch(mac -> ConstantTime.equal(expected, mac)));
        return genuine ? Optional.empty() : Optional.of(Reason.SIGNATURE_MISMATCH);
    }

    private static byte[] message(String id, String timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }

    /** Several may be there, separated by spaces, while a key is rotated; other schemes are passed over. */
    private static List<byte[]> macs(String signatures) {
        return Arrays.stream(signatures.split(" ", -1))
                .filter(signature -> signature.startsWith(SCHEME))
                .map(signature -> decode(signature.substring(SCHEME.length())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
