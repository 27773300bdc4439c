package dev.sluice.function.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a gateway calls the function with, whichever payload format it uses: the texts, numbers and flags of its JSON by
 * their dotted paths, such as {@code requestContext.http.method}. Its text form shows none of them.
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
            Map<String, String> values = new HashMap<>();
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
        Map<String, String> found = new HashMap<>();
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
                case START_ARRAY -> json.skipChildren();
                case VALUE_NULL -> {}
                default -> values.put(path, json.getText());
            }
        }
    }
}
