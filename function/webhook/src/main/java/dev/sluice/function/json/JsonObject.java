package dev.sluice.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the first JSON value of a text as an object, with the outcome of Go's {@code encoding/json}: of equal keys the
 * last counts, every number is a double, half a surrogate pair becomes U+FFFD. What follows the value is not looked at.
 */
public final class JsonObject {

    // Whoever opens the event reads it with Jackson's own limits: depth 1000, names of 50,000 characters.
    private static final int MAX_DEPTH = 900;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    // they are read as doubles, which takes no more than linear time
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            // a table of names shared by all payloads is for the senders to fill
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** Up to here doubles and integers are the same. */
    private static final double EXACT = 0x1p53;

    private JsonObject() {}

    /**
     * Reads it.
     *
     * @param text the text
     * @return the object, an empty one for {@code null}; empty when the text begins with anything else, or is beyond the
     *     limits
     */
    public static Optional<ObjectNode> read(String text) {
        if (Decoding.beginsWithNull(text)) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        try (JsonParser json = JSON.createParser(LoneSurrogates.replace(text))) {
            return json.nextToken() == JsonToken.START_OBJECT ? Optional.of(object(json)) : Optional.empty();
        } catch (IOException e) {
            // dropped: its message quotes the payload
            return Optional.empty();
        }
    }

    private static ObjectNode object(JsonParser json) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            json.nextToken();
            object.set(key, value(json));
        }
        return object;
    }

    private static ArrayNode array(JsonParser json) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }

    private static JsonNode value(JsonParser json) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> nodes.textNode(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.getText());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NULL -> nodes.nullNode();
            default -> throw new IOException("unexpected token");
        };
    }

    /** The double of that value, written as an integer where that is the same, so that people can read ids. */
    private static JsonNode number(String text) throws IOException {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new IOException("out of a double's range");
        }
        long whole = (long) value;
        boolean same = Double.compare((double) whole, value) == 0 && Math.abs(value) <= EXACT;
        return same ? JsonNodeFactory.instance.numberNode(whole) : JsonNodeFactory.instance.numberNode(value);
    }
}
