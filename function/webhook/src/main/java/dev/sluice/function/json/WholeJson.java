package dev.sluice.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** Reads a text that is one JSON object and nothing more: the outcome of Go's {@code json.Unmarshal} into a map. */
public final class WholeJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private WholeJson() {}

    /** Reads it; empty when the text is anything else, or beyond the limits of {@link JsonObject}. */
    public static Optional<ObjectNode> read(String text) {
        return isOneObject(text) ? JsonObject.read(text) : Optional.empty();
    }

    private static boolean isOneObject(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            return json.nextToken() != null
                    && json.currentToken().isStructStart()
                    && json.skipChildren().nextToken() == null;
        } catch (IOException e) {
            // dropped: its message quotes the text
            return false;
        }
    }
}
