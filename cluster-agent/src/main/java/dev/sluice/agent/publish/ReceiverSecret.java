package dev.sluice.agent.publish;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret of a Receiver. Its text form shows nothing of it.
 *
 * @param data its keys and their raw values; empty also when there is no such Secret
 */
record ReceiverSecret(Map<String, byte[]> data) {

    static final ReceiverSecret ABSENT = new ReceiverSecret(Map.of());

    /** The token, untrimmed; empty when it is missing or has no byte: an empty key verifies anything. */
    Optional<byte[]> token() {
        return Optional.ofNullable(data.get("token")).filter(token -> token.length > 0);
    }

    /** The text under a key; empty when it is missing or has no character. */
    Optional<String> text(String key) {
        return Optional.ofNullable(data.get(key))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "ReceiverSecret[***]";
    }
}
