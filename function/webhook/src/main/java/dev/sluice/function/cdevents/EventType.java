package dev.sluice.function.cdevents;

import static dev.sluice.function.cdevents.Field.oneOf;
import static dev.sluice.function.cdevents.Field.part;
import static dev.sluice.function.cdevents.Field.required;
import static dev.sluice.function.cdevents.Field.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.json.Shape;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A type of event.
 *
 * @param name its whole name, with its version
 * @param shape what an event of it is decoded into
 * @param rule what must hold for what was decoded
 */
record EventType(String name, Shape.Struct shape, Predicate<JsonNode> rule) {

    private static final Pattern CUSTOM_SUBJECT = Pattern.compile("[a-zA-Z0-9]+-[a-zA-Z]+");

    /** One of the specification's types. */
    static EventType known(String name, String subject, List<Field> content) {
        return of(name, oneOf("type", subject), part("content", content));
    }

    /** A tool's own type, of whose content only is known that it is an object. */
    static EventType custom(String name) {
        return of(
                name,
                text("type", type -> CUSTOM_SUBJECT.matcher(type).matches()),
                new Field("content", Shape.ANY, JsonNode::isObject));
    }

    private static EventType of(String name, Field subjectType, Field content) {
        Field subject =
                part("subject", List.of(required("id"), text("source", UriReference::isValid), subjectType, content));
        List<Field> fields = List.of(
                part("context", Context.FIELDS),
                subject,
                new Field("customData", Shape.ANY, data -> data.isMissingNode() || data.isObject() || data.isTextual()),
                text("customDataContentType"));
        return new EventType(name, Field.struct(fields), Field.allOf(fields));
    }
}
