package dev.sluice.function.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Optional;

/**
 * Decodes JSON into a shape with the outcome of Go's {@code encoding/json}. What comes out has the fields of the shape,
 * under their own names, as far as they were there.
 *
 * @see <a href="https://pkg.go.dev/encoding/json#Unmarshal">json.Unmarshal</a>
 */
public final class Decoding {

    /** Stands for a value that does not fit a lenient shape. */
    public static final JsonNode MISFIT = BooleanNode.FALSE;

    /** Go's own limit. */
    static final int MAX_DEPTH = 10_000;
    /** Of a text that is read; what is skipped may be longer. */
    static final int MAX_TEXT = 1_000_000;

    static final int MAX_NUMBER = 1_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            // a table of names shared by all payloads is for the senders to fill
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final String source;
    private final JsonParser json;

    private Decoding(String source, JsonParser json) {
        this.source = source;
        this.json = json;
    }

    /** The outcome of {@code json.NewDecoder(body).Decode}: what follows the first value is not looked at. */
    public static Optional<ObjectNode> ofFirst(byte[] body, Shape.Struct shape) {
        String text = Utf8.decode(body);
        // Go sees the end of null before it sees what touches it, as in nullx
        return beginsWithNull(text) ? Optional.of(JsonNodeFactory.instance.objectNode()) : decode(text, shape, false);
    }

    /** The outcome of {@code json.Unmarshal}: one value, and nothing behind it. */
    public static Optional<ObjectNode> ofWhole(byte[] body, Shape.Struct shape) {
        return decode(Utf8.decode(body), shape, true);
    }

    static boolean beginsWithNull(String text) {
        int start = 0;
        while (start < text.length() && " \t\r\n".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        return text.startsWith("null", start);
    }

    private static Optional<ObjectNode> decode(String text, Shape.Struct shape, boolean whole) {
        ObjectNode decoded = JsonNodeFactory.instance.objectNode();
        String source = LoneSurrogates.replace(text);
        try (JsonParser json = JSON.createParser(source)) {
            if (json.nextToken() == null) {
                return Optional.empty();
            }
            new Decoding(source, json).struct(shape, decoded);
            return whole && json.nextToken() != null ? Optional.empty() : Optional.of(decoded);
        } catch (IOException | Misfit e) {
            // dropped: its message quotes the payload
            return Optional.empty();
        }
    }

    private void value(Shape.Struct.Field field, ObjectNode into) throws IOException, Misfit {
        switch (field.shape()) {
            case Shape.Text text -> text(field.name(), into);
            case Shape.Written written -> written(field.name(), written, into);
            case Shape.Texts texts -> texts();
            case Shape.Struct struct -> struct(struct, childOf(into, field.name()));
            case Shape.Pointer(Shape.Struct struct) -> {
                if (!nullTakesAway(field.name(), into)) {
                    struct(struct, childOf(into, field.name()));
                }
            }
            case Shape.Pointers(Shape.Struct struct) -> {
                if (!nullTakesAway(field.name(), into)) {
                    into.set(field.name(), structs(struct));
                }
            }
            case Shape.OfMap map -> {
                if (!nullTakesAway(field.name(), into)) {
                    require(JsonToken.START_OBJECT);
                    skipValues();
                    into.putObject(field.name());
                }
            }
            case Shape.Any any -> {
                if (!nullTakesAway(field.name(), into)) {
                    into.set(field.name(), kind());
                    skipValues();
                }
            }
            case Shape.Lenient(Shape shape) -> lenient(new Shape.Struct.Field(field.name(), shape), into);
        }
    }

    private void struct(Shape.Struct shape, ObjectNode into) throws IOException, Misfit {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(JsonToken.START_OBJECT);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            Shape.Struct.Field field = shape.field(json.currentName());
            json.nextToken();
            if (field == null) {
                json.skipChildren();
            } else {
                value(field, into);
            }
        }
    }

    private ArrayNode structs(Shape.Struct shape) throws IOException, Misfit {
        require(JsonToken.START_ARRAY);
        ArrayNode structs = JsonNodeFactory.instance.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            require(JsonToken.START_OBJECT);
            struct(shape, structs.addObject());
        }
        return structs;
    }

    private void text(String name, ObjectNode into) throws IOException, Misfit {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            require(JsonToken.VALUE_STRING);
            into.put(name, json.getText());
        }
    }

    private void texts() throws IOException, Misfit {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NULL) {
                require(JsonToken.VALUE_STRING);
            }
        }
    }

    private void written(String name, Shape.Written shape, ObjectNode into) throws IOException, Misfit {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        require(JsonToken.VALUE_STRING);
        long opening = json.currentTokenLocation().getCharOffset();
        json.finishToken();
        long end = json.currentLocation().getCharOffset();
        String written = source.substring(Math.toIntExact(opening) + 1, Math.toIntExact(end) - 1);
        if (!shape.accepts().test(written)) {
            throw new Misfit();
        }
        if (!written.isEmpty()) {
            into.put(name, written);
        }
    }

    private void lenient(Shape.Struct.Field field, ObjectNode into) throws IOException {
        int depth = json.getParsingContext().getNestingDepth();
        boolean opened = json.currentToken().isStructStart();
        // once it did not fit, nothing that comes later mends it
        ObjectNode scratch = MISFIT.equals(into.get(field.name())) ? JsonNodeFactory.instance.objectNode() : into;
        try {
            value(field, scratch);
        } catch (Misfit e) {
            into.set(field.name(), MISFIT);
            int outside = opened ? depth - 1 : depth;
            while (json.getParsingContext().getNestingDepth() > outside) {
                json.nextToken();
            }
        }
    }

    /** Goes to the end of a value. As Go makes doubles of the numbers in it, they must be in a double's range. */
    private void skipValues() throws IOException, Misfit {
        int open = 0;
        do {
            JsonToken token = json.currentToken();
            if (token.isStructStart()) {
                open++;
            } else if (token.isStructEnd()) {
                open--;
            } else if (token.isNumeric() && Double.isInfinite(Double.parseDouble(json.getText()))) {
                throw new Misfit();
            }
        } while (open > 0 && json.nextToken() != null);
    }

    private JsonNode kind() {
        return switch (json.currentToken()) {
            case START_OBJECT -> JsonNodeFactory.instance.objectNode();
            case VALUE_STRING -> TextNode.valueOf("");
            default -> BooleanNode.TRUE;
        };
    }

    private boolean nullTakesAway(String name, ObjectNode from) {
        if (json.currentToken() != JsonToken.VALUE_NULL) {
            return false;
        }
        from.remove(name);
        return true;
    }

    private static ObjectNode childOf(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
    }

    private void require(JsonToken wanted) throws Misfit {
        if (json.currentToken() != wanted) {
            throw new Misfit();
        }
    }

    /** The JSON is not of the shape. */
    private static final class Misfit extends Exception {

        Misfit() {
            super(null, null, false, false);
        }
    }
}
