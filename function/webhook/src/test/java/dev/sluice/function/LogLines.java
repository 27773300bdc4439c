package dev.sluice.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.log.JsonLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** A log that a test can read. */
public final class LogLines {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonLog log;

    /** An empty one. */
    public LogLines(Clock clock) {
        log = new JsonLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock);
    }

    /** Where to write. */
    public JsonLog log() {
        return log;
    }

    /** All of it. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Its lines. */
    public List<JsonNode> lines() {
        return text().lines().map(Corpus::parse).toList();
    }

    /** The messages of its lines. */
    public List<String> messages() {
        return lines().stream().map(line -> line.path("message").asText()).toList();
    }
}
