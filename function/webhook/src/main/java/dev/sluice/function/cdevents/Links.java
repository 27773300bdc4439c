package dev.sluice.function.cdevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.json.Decoding;
import dev.sluice.function.json.Shape;
import java.util.Map;

/**
 * The links of an event to others. The kind of a link decides which of its fields are looked at.
 *
 * @see <a href="https://github.com/cdevents/spec/blob/v0.4.1/links.md">CDEvents: links</a>
 */
final class Links {

    private static final Shape OTHER_EVENT = new Shape.Lenient(new Shape.Struct(Map.of("contextId", Shape.TEXT)));

    static final Field FIELD = new Field(
            "links",
            new Shape.Pointers(new Shape.Struct(Map.of(
                    "linkType",
                    Shape.TEXT,
                    "from",
                    OTHER_EVENT,
                    "linkKind",
                    new Shape.Lenient(Shape.TEXT),
                    "target",
                    OTHER_EVENT,
                    "tags",
                    Shape.MAP))),
            Links::areValid);

    private Links() {}

    private static boolean areValid(JsonNode links) {
        return links.valueStream().allMatch(Links::isValid);
    }

    private static boolean isValid(JsonNode link) {
        // the SDK writes tags that are missing as null, and refuses them then
        return link.path("tags").isObject()
                && switch (link.path("linkType").asText("")) {
                    case "END", "PATH" -> names(link.path("from"));
                    case "RELATION" -> isText(link.path("linkKind")) && names(link.path("target"));
                    default -> false;
                };
    }

    private static boolean names(JsonNode event) {
        return !event.equals(Decoding.MISFIT) && isText(event.path("contextId"));
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty();
    }
}
