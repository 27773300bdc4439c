package dev.sluice.agent.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each golden file holds a message as its service documents it, and the events that are in it. */
class EventFormatTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "formats");
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Arguments> golden() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files
                    .sorted()
                    .flatMap(file -> read(file)
                            .path("formats")
                            .valueStream()
                            .map(format -> Arguments.of(file.getFileName().toString(), format.asText())))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("golden")
    void aMessageOfTheFormatHoldsItsEvents(String file, String format) {
        JsonNode golden = read(GOLDEN.resolve(file));
        Decoding decoding = EventFormat.of(format).orElseThrow().decode(message(golden));
        assertThat(decoding).isInstanceOf(Decoding.Decoded.class);
        List<SourceEvent> events = ((Decoding.Decoded) decoding).events();
        assertThat(events).hasSameSizeAs(golden.path("events"));
        for (int i = 0; i < events.size(); i++) {
            JsonNode expected = golden.path("events").path(i);
            SourceEvent event = events.get(i);
            assertThat(event.name()).isEqualTo(expected.path("name").asText());
            assertThat(event.deliveryId()).isEqualTo(expected.path("deliveryId").asText());
            assertThat(event.time().map(Object::toString).orElse(null))
                    .isEqualTo(expected.path("time").textValue());
            expected.path("req")
                    .properties()
                    .forEach(pick -> assertThat(event.req().at(pick.getKey()))
                            .as(pick.getKey())
                            .isEqualTo(pick.getValue()));
        }
    }

    @ParameterizedTest(name = "{0} as {1}")
    @MethodSource("golden")
    void aMessageIsOfNoFormatButItsOwnAndThoseThatTakeAny(String file, String ignored) {
        JsonNode golden = read(GOLDEN.resolve(file));
        List<String> own =
                golden.path("formats").valueStream().map(JsonNode::asText).toList();
        for (EventFormat format : EventFormat.values()) {
            if (!own.contains(format.label()) && format != EventFormat.JSON) {
                assertThat(format.decode(message(golden)))
                        .as(format.label())
                        .isEqualTo(new Decoding.Undecodable("not in the format " + format.label()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''",
                "' '",
                "text",
                "1",
                "true",
                "null",
                "'\"text\"'",
                "[1]",
                "[{}]",
                "{",
                "{} {}",
                "[{\"specversion\":\"1.0\",\"type\":\"a\",\"source\":\"b\",\"id\":\"c\"},{}]"
            })
    void whatIsNoObjectIsNoEvent(String body) {
        for (EventFormat format : EventFormat.values()) {
            assertThat(format.decode(new SourceMessage("message-1", body, Map.of())))
                    .as(format.label())
                    .isInstanceOf(Decoding.Undecodable.class);
        }
    }

    @Test
    void everyFormatHasAGoldenFile() throws IOException {
        assertThat(golden().map(arguments -> arguments.get()[1]).distinct())
                .containsExactlyInAnyOrder(
                        Stream.of(EventFormat.values()).map(EventFormat::label).toArray());
    }

    @Test
    void anUnknownFormatIsNone() {
        assertThat(EventFormat.of("yaml")).isEmpty();
        assertThat(EventFormat.of("AUTO")).isEmpty();
    }

    static SourceMessage message(JsonNode golden) {
        Map<String, String> attributes = new HashMap<>();
        golden.path("attributes")
                .properties()
                .forEach(attribute ->
                        attributes.put(attribute.getKey(), attribute.getValue().asText()));
        JsonNode body = golden.path("body");
        return new SourceMessage("message-1", body.isTextual() ? body.asText() : body.toString(), attributes);
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
