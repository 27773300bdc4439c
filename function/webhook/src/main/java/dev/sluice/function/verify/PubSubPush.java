package dev.sluice.function.verify;

import dev.sluice.function.json.Decoding;
import dev.sluice.function.json.Shape;
import java.util.Map;
import java.util.Optional;

/**
 * A message that Google's Pub/Sub pushes.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">Push subscriptions</a>
 */
final class PubSubPush {

    private static final Shape.Struct MESSAGE = new Shape.Struct(Map.of(
            "data", Shape.TEXT,
            "messageId", Shape.TEXT,
            "publishTime", new Shape.Written(GoTime::isRfc3339),
            "subscription", Shape.TEXT));

    private static final Shape.Struct PUSH = new Shape.Struct(Map.of("message", MESSAGE));

    private PubSubPush() {}

    /** What the message carries; empty when the body is no such message. */
    static Optional<byte[]> data(byte[] body) {
        return Decoding.ofFirst(body, PUSH)
                .map(push -> GoBase64.decode(push.path("message").path("data").asText("")));
    }
}
