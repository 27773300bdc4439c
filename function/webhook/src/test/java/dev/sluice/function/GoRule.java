package dev.sluice.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** What Go makes of an input: a line of the files in {@code src/test/resources/go}. */
public record GoRule(JsonNode line) {

    /** All lines of a rule. */
    public static List<GoRule> all(String rule) {
        return Stream.of("/go/go-rules.jsonl", "/go/receiver-types.jsonl")
                .flatMap(file -> Corpus.resource(file).stream())
                .filter(line -> line.path("rule").asText().equals(rule))
                .map(GoRule::new)
                .toList();
    }

    /** The input. */
    public byte[] input() {
        return bytes("input");
    }

    /** The input, of a rule for texts. */
    public String text() {
        return new String(bytes("input"), StandardCharsets.UTF_8);
    }

    /** What it is compared with. */
    public String with() {
        return new String(bytes("with"), StandardCharsets.UTF_8);
    }

    /** Whether Go accepts it. */
    public boolean ok() {
        return line.path("ok").asBoolean();
    }

    /** What Go makes of it. */
    public JsonNode value() {
        return line.path("value");
    }

    private byte[] bytes(String field) {
        return Base64.getDecoder().decode(line.path(field).asText());
    }
}
