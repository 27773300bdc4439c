package dev.sluice.function.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A log of one JSON object a line. Messages are constants; what varies is in the fields. No path, token, signature or
 * body is ever one of them.
 */
public final class JsonLog {

    private static final JsonMapper JSON = new JsonMapper();

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
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("timestamp", clock.instant().toString());
        line.put("level", level);
        line.put("message", message);
        line.putAll(fields);
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("fields are texts, numbers, lists and maps", e);
        }
    }
}
