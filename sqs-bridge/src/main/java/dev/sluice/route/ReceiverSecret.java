package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret of a Receiver. Its text form shows nothing of it.
 *
 * @param data its keys and their raw values; empty also when there is no such Secret
 */
public record ReceiverSecret(Map<String, byte[]> data) {

    /** No Secret. */
    public static final ReceiverSecret ABSENT = new ReceiverSecret(Map.of());

    private static final String TOKEN = "token";

    public ReceiverSecret {
        data = Map.copyOf(data);
    }

    /**
     * The Secret that a text of Secrets Manager stands for.
     *
     * @param text a JSON object with a text {@code token}: its texts are the Secret's values; anything else is the token
     */
    public static ReceiverSecret ofText(String text) {
        JsonNode json = Json.parse(text);
        if (json == null || !json.isObject() || !json.path(TOKEN).isTextual()) {
            return ofToken(text.getBytes(StandardCharsets.UTF_8));
        }
        Map<String, byte[]> data = new HashMap<>();
        json.properties().stream()
                .filter(field -> field.getValue().isTextual())
                .forEach(field ->
                        data.put(field.getKey(), field.getValue().textValue().getBytes(StandardCharsets.UTF_8)));
        return new ReceiverSecret(data);
    }

    /** The Secret that holds that token alone. */
    public static ReceiverSecret ofToken(byte[] token) {
        return new ReceiverSecret(Map.of(TOKEN, token));
    }

    /** The token, untrimmed; empty when it is missing or has no byte: an empty key verifies anything. */
    public Optional<byte[]> token() {
        return Optional.ofNullable(data.get(TOKEN)).filter(token -> token.length > 0);
    }

    /** The text under a key; empty when it is missing or has no character. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(data.get(key))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "ReceiverSecret[***]";
    }
}
