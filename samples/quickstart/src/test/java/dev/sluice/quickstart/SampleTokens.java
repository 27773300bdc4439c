package dev.sluice.quickstart;

import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** The tokens of a sample's Secrets, as {@code openssl rand -hex 16} makes them; the same in all its clusters. */
final class SampleTokens {

    private static final int BYTES = 16;

    private final Map<String, String> bySecret = new HashMap<>();
    private final Map<ReceiverName, String> byReceiver = new HashMap<>();

    /** That of a Secret. */
    String of(String secret) {
        return bySecret.computeIfAbsent(secret, name -> {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            return HexFormat.of().formatHex(random);
        });
    }

    /** A Receiver names a Secret. */
    void use(ReceiverName receiver, String secret) {
        byReceiver.put(receiver, of(secret));
    }

    /** That of a Receiver. */
    String of(ReceiverName receiver) {
        return Objects.requireNonNull(byReceiver.get(receiver), () -> "no Receiver " + receiver);
    }

    /** The path of a Receiver's webhooks. */
    String path(ReceiverName receiver) {
        return WebhookPath.PREFIX + WebhookPath.digestOf(of(receiver).getBytes(StandardCharsets.UTF_8), receiver);
    }
}
