package dev.sluice.function.cdevents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.json.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A field of an event: how it is decoded, and what must hold for it then.
 *
 * @param name its name
 * @param shape what it is decoded into
 * @param rule what must hold for what was decoded, which is a missing node when there was nothing
 */
record Field(String name, Shape shape, Predicate<JsonNode> rule) {

    /** A text that may be missing. */
    static Field text(String name) {
        return text(name, text -> true);
    }

    /** A text that must hold something. */
    static Field required(String name) {
        return text(name, text -> !text.isEmpty());
    }

    /** A text; one that is missing counts as an empty one. */
    static Field text(String name, Predicate<String> rule) {
        return new Field(name, Shape.TEXT, value -> rule.test(value.asText("")));
    }

    /** A text that must be one of these. */
    static Field oneOf(String name, String... allowed) {
        return text(name, Set.of(allowed)::contains);
    }

    /** A text that must be one of these, or empty. */
    static Field optionalOneOf(String name, String... allowed) {
        return text(name, text -> text.isEmpty() || Set.of(allowed).contains(text));
    }

    /** A list of texts. */
    static Field texts(String name) {
        return new Field(name, Shape.TEXTS, value -> true);
    }

    /** An object that may be missing; when it is there, its fields' rules hold. */
    static Field optional(String name, Field... fields) {
        Predicate<JsonNode> rule = allOf(List.of(fields));
        return new Field(
                name, new Shape.Pointer(struct(List.of(fields))), value -> value.isMissingNode() || rule.test(value));
    }

    /** An object that must be there. */
    static Field required(String name, Field... fields) {
        Predicate<JsonNode> rule = allOf(List.of(fields));
        return new Field(
                name, new Shape.Pointer(struct(List.of(fields))), value -> !value.isMissingNode() && rule.test(value));
    }

    /** An object that counts as an empty one when it is missing. */
    static Field part(String name, List<Field> fields) {
        return new Field(name, struct(fields), allOf(fields));
    }

    /** A reference to another subject, which may be missing. */
    static Field reference(String name) {
        return optional(name, required("id"), text("source", UriReference::isValid));
    }

    /** A reference to another subject. */
    static Field requiredReference(String name) {
        return required(name, required("id"), text("source", UriReference::isValid));
    }

    static Shape.Struct struct(List<Field> fields) {
        return new Shape.Struct(fields.stream().collect(Collectors.toMap(Field::name, Field::shape)));
    }

    static Predicate<JsonNode> allOf(List<Field> fields) {
        return value -> fields.stream().allMatch(field -> field.rule().test(value.path(field.name())));
    }

    static Field[] with(Field[] fields, Field... more) {
        Field[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }
}
