package dev.sluice.function.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log of one JSON object a line. Messages are constants; what varies is in the fields. No path, token, signature or
 * body is ever one of them.
 */
public final class JsonLog {

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintStream out;
    private final Clock clock;

    /**
     * A log.
     *
     * @param out where its lines go
     * @param clock gives them their timestamps
     */
    public JsonLog(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Tells what is as it should be. */
    public void info(String message, Map<String, ?> fields) {
        write("INFO", message, fields);
    }

    /** Tells what somebody should look at. */
    public void warn(String message, Map<String, ?> fields) {
        write("WARN", message, fields);
    }

    /** Tells a defect. */
    public void error(String message, Map<String, ?> fields) {
        write("ERROR", message, fields);
    }

    private void write(String level, String message, Map<String, ?> fields) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("timestamp", clock.instant().toString());
            json.writeStringField("level", level);
            json.writeStringField("message", message);
            writeFields(json, fields);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        out.println(line);
    }

    /** By hand, for the same by reflection would load some hundred classes with the first webhook. */
    private static void writeFields(JsonGenerator json, Map<?, ?> fields) throws IOException {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            json.writeFieldName(String.valueOf(field.getKey()));
            writeValue(json, field.getValue());
        }
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Map<?, ?> fields -> {
                json.writeStartObject();
                writeFields(json, fields);
                json.writeEndObject();
            }
            case Collection<?> values -> {
                json.writeStartArray();
                for (Object one : values) {
                    writeValue(json, one);
                }
                json.writeEndArray();
            }
            default -> json.writeString(value.toString());
        }
    }
}
