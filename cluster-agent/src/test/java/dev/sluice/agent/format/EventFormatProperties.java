package dev.sluice.agent.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No input makes a poller stop: whatever comes is decoded, or said not to be. */
class EventFormatProperties {

    private static final List<SourceMessage> GOLDEN = golden();

    @Property(tries = 2_000)
    void anyTextIsDecodedOrNot(@ForAll EventFormat format, @ForAll String body) {
        holds(format.decode(new SourceMessage("message-1", body, Map.of())));
    }

    @Property(tries = 2_000)
    void anyAttributesAreTaken(
            @ForAll EventFormat format, @ForAll("attributes") Map<String, String> attributes, @ForAll String body) {
        holds(format.decode(new SourceMessage("message-1", body, attributes)));
    }

    @Property(tries = 5_000)
    void aDamagedMessageIsDecodedOrNot(@ForAll EventFormat format, @ForAll("damaged") SourceMessage message) {
        holds(format.decode(message));
    }

    @Property(tries = 20)
    void aDeepMessageIsDecodedOrNot(@ForAll EventFormat format, @ForAll("openings") String opening) {
        holds(format.decode(new SourceMessage("message-1", opening.repeat(100_000), Map.of())));
        holds(format.decode(new SourceMessage("message-1", "{\"a\":".repeat(900) + "1" + "}".repeat(900), Map.of())));
    }

    @Provide
    Arbitrary<Map<String, String>> attributes() {
        return Arbitraries.maps(
                        Arbitraries.of(
                                "ce-specversion",
                                "ce_specversion",
                                "CE-TYPE",
                                "ce-source",
                                "ce-id",
                                "ce-time",
                                "ce-data",
                                "ce-",
                                "content-type",
                                "other"),
                        Arbitraries.oneOf(Arbitraries.of("1.0", "0.3", "a", ""), Arbitraries.strings()))
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<SourceMessage> damaged() {
        return Combinators.combine(
                        Arbitraries.of(GOLDEN),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of("", "null", "[]", "{}", "\"", "1", "\\u0000", "[[[", "aws:s3"))
                .as((message, at, length, instead) -> {
                    int from = (int) (at * message.body().length());
                    int to = Math.min(message.body().length(), from + length);
                    return new SourceMessage(
                            message.id(),
                            message.body().substring(0, from)
                                    + instead
                                    + message.body().substring(to),
                            message.attributes());
                });
    }

    @Provide
    Arbitrary<String> openings() {
        return Arbitraries.of("[", "{\"a\":", "{\"Records\":[", "[{\"data\":");
    }

    private static void holds(Decoding decoding) {
        if (decoding instanceof Decoding.Decoded(List<SourceEvent> events)) {
            for (SourceEvent event : events) {
                assertThat(event.req().isObject()).isTrue();
                assertThat(event.deliveryId()).isNotEmpty();
                assertThat(event.name()).isNotNull();
            }
        }
    }

    private static List<SourceMessage> golden() {
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "formats"))) {
            return files.sorted()
                    .map(EventFormatTest::read)
                    .map((JsonNode golden) -> EventFormatTest.message(golden))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
