package dev.sluice.function.cdevents;

import static dev.sluice.function.cdevents.Field.required;
import static dev.sluice.function.cdevents.Field.text;

import dev.sluice.function.json.Shape;
import java.util.List;
import java.util.Map;

/**
 * The context that every event has.
 *
 * @see <a href="https://github.com/cdevents/spec/blob/v0.4.1/spec.md#context">CDEvents: context</a>
 */
final class Context {

    private static final Shape TYPE = new Shape.Written(name -> name.isEmpty() || EventTypes.isName(name));
    private static final Shape TIMESTAMP = new Shape.Written(Timestamp::isReadable);

    static final List<Field> FIELDS = List.of(
            // any version will do
            required("version"),
            required("id"),
            text("source", source -> !source.isEmpty() && UriReference.isValid(source)),
            new Field("type", TYPE, type -> true),
            // one that is missing counts as the year 1
            new Field("timestamp", TIMESTAMP, time -> time.isMissingNode() || Timestamp.isWritable(time.textValue())),
            // there is no schema that it could name
            text("schemaUri", String::isEmpty),
            text("chainId"),
            Links.FIELD);

    /** As far as it is read to find the type: {@code specversion} is the name of the version in CDEvents 0.5. */
    static final Shape.Struct HEAD = new Shape.Struct(Map.of(
            "context",
            new Shape.Struct(Map.of(
                    "version", Shape.TEXT,
                    "specversion", Shape.TEXT,
                    "id", Shape.TEXT,
                    "source", Shape.TEXT,
                    "type", TYPE,
                    "timestamp", TIMESTAMP))));

    private Context() {}
}
