package dev.sluice.function.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the function is called with, whichever payload format it has: the texts, numbers and flags of its JSON by their
 * dotted paths, such as {@code requestContext.http.method}. Of an array only the first counts, as of a header's values.
 * Its text form shows none of them.
 */
final class GatewayEvent {

    private static final JsonFactory JSON = JsonFactory.builder()
            // a table of names shared by all events is for the senders to fill, with their headers
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Map<String, String> values;

    private GatewayEvent(Map<String, String> values) {
        this.values = values;
    }

    /** Reads it; empty when it is no JSON object. */
    static Optional<GatewayEvent> read(InputStream in) {
        try (JsonParser json = JSON.createParser(in)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, String> values = new LinkedHashMap<>();
            readObject(json, "", values);
            return Optional.of(new GatewayEvent(values));
        } catch (IOException e) {
            // dropped: its message quotes the event
            return Optional.empty();
        }
    }

    /** The value at a path; empty when there is none. */
    Optional<String> value(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** The values of an object's fields, for example of {@code headers}. */
    Map<String, String> valuesOf(String path) {
        String prefix = path + ".";
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    private static void readObject(JsonParser json, String prefix, Map<String, String> values) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String path = prefix + json.currentName();
            switch (json.nextToken()) {
                case START_OBJECT -> readObject(json, path + ".", values);
                case START_ARRAY -> readFirst(json, path, values);
                case VALUE_NULL -> {}
                default -> values.put(path, json.getText());
            }
        }
    }

    private static void readFirst(JsonParser json, String path, Map<String, String> values) throws IOException {
        for (boolean first = true; json.nextToken() != JsonToken.END_ARRAY; first = false) {
            if (json.currentToken().isStructStart()) {
                json.skipChildren();
            } else if (first && json.currentToken() != JsonToken.VALUE_NULL) {
                values.put(path, json.getText());
            }
        }
    }
}
