package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Objects and lists cut down to their metadata, as
 * <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches">a client may ask for</a>.
 */
final class PartialObjectMetadata {
    private static final String GROUP_VERSION = "meta.k8s.io/v1";

    private PartialObjectMetadata() {}

    static boolean isAskedFor(@Nullable String accept) {
        return accept != null && accept.contains("as=PartialObjectMetadata");
    }

    static JsonNode of(JsonNode answer) {
        if (answer.path("kind").asText().equals("Status")) {
            return answer;
        }
        return answer.path("items") instanceof ArrayNode items ? list(answer, items) : single(answer);
    }

    private static ObjectNode list(JsonNode answer, ArrayNode items) {
        ObjectNode list = typed("PartialObjectMetadataList", answer);
        ArrayNode partial = list.putArray("items");
        items.forEach(item -> partial.add(single(item)));
        return list;
    }

    private static ObjectNode single(JsonNode object) {
        return typed("PartialObjectMetadata", object);
    }

    private static ObjectNode typed(String kind, JsonNode object) {
        ObjectNode typed =
                JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", GROUP_VERSION);
        typed.set("metadata", object.path("metadata"));
        return typed;
    }
}
