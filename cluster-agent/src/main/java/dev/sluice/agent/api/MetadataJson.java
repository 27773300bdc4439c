package dev.sluice.agent.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads PartialObjectMetadata. It comes as a kind of its own; what it stands for is put back, as filters see it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches">Metadata only</a>
 */
final class MetadataJson {

    private static final JsonMapper JSON = new JsonMapper();

    private MetadataJson() {}

    static ObjectNode object(String json, String apiVersion, String kind) throws ApiFailure {
        try {
            return typed(JSON.readTree(json), apiVersion, kind);
        } catch (IOException e) {
            throw ApiFailure.noAnswer("NoJson");
        }
    }

    /**
     * Reads a page of a list, one object at a time: a whole page as a tree is ten times its text.
     *
     * @param each is handed each object; false ends the reading
     * @return the token of the next page; empty when there is none, or the reading was ended
     */
    static Optional<String> list(String json, String apiVersion, String kind, Predicate<ObjectNode> each)
            throws ApiFailure {
        String next = "";
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw ApiFailure.noAnswer("NoList");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("metadata")) {
                    next = parser.<JsonNode>readValueAsTree().path("continue").asText("");
                } else if (field.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        if (!each.test(typed(parser.readValueAsTree(), apiVersion, kind))) {
                            return Optional.empty();
                        }
                    }
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw ApiFailure.noAnswer("NoJson");
        }
        return Optional.of(next).filter(token -> !token.isEmpty());
    }

    private static ObjectNode typed(JsonNode object, String apiVersion, String kind) {
        ObjectNode typed = JSON.createObjectNode().put("apiVersion", apiVersion).put("kind", kind);
        typed.set("metadata", object.path("metadata"));
        return typed;
    }
}
