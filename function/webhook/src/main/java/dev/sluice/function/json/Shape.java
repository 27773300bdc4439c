package dev.sluice.function.json;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Go type that a JSON value is decoded into; it decides which JSON is refused, and what is kept of it. */
public sealed interface Shape {

    /** A {@code string}; null leaves it as it is. */
    Shape TEXT = new Text();

    /** A {@code []string}. Nothing of it is kept. */
    Shape TEXTS = new Texts();

    /** A {@code map[string]any}. Of its values nothing is kept; null takes it away. */
    Shape MAP = new OfMap();

    /** An {@code any}, of which only is kept whether it is an object, a text, or something else; null takes it away. */
    Shape ANY = new Any();

    /** See {@link #TEXT}. */
    record Text() implements Shape {}

    /** See {@link #TEXTS}. */
    record Texts() implements Shape {}

    /** See {@link #MAP}. */
    record OfMap() implements Shape {}

    /** See {@link #ANY}. */
    record Any() implements Shape {}

    /**
     * A text that is taken as it is written, escapes and all; null and an empty text leave it as it is.
     *
     * @param accepts whether it is taken at all
     */
    record Written(Predicate<String> accepts) implements Shape {}

    /** A {@code struct}: unknown names are skipped, what comes again is decoded over what is there, null changes nothing. */
    final class Struct implements Shape {

        private final Map<String, Field> byFoldedName;

        /** A struct with fields of these names. */
        public Struct(Map<String, Shape> fields) {
            byFoldedName = fields.entrySet().stream()
                    .collect(Collectors.toUnmodifiableMap(
                            field -> CaseFolding.fold(field.getKey()),
                            field -> new Field(field.getKey(), field.getValue())));
        }

        record Field(String name, Shape shape) {}

        /** The field that a name stands for, whatever its case; null when there is none. */
        @Nullable
        Field field(String name) {
            return byFoldedName.get(CaseFolding.fold(name));
        }
    }

    /** A pointer to a {@code struct}: null takes it away. */
    record Pointer(Struct to) implements Shape {}

    /** A slice of pointers to a {@code struct}, none of which may be null; null takes it away. */
    record Pointers(Struct to) implements Shape {}

    /** What Go decodes into the one type or another: {@link Decoding#MISFIT} where it does not fit this one. */
    record Lenient(Shape shape) implements Shape {}
}
