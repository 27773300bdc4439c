package dev.sluice.function.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.Corpus;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Go 1.26 was measured to make of these texts. */
class GoFormsTest {

    static List<JsonNode> base64() {
        return Corpus.resource("/go/base64.jsonl");
    }

    static List<JsonNode> times() {
        return Corpus.resource("/go/time.jsonl");
    }

    @ParameterizedTest
    @MethodSource("base64")
    void base64IsDecodedAsFarAsItGoes(JsonNode given) {
        assertThat(HexFormat.of().formatHex(GoBase64.decode(given.path("text").asText())))
                .isEqualTo(given.path("hex").asText());
    }

    @ParameterizedTest
    @MethodSource("times")
    void timesAreThoseThatGoAccepts(JsonNode given) {
        assertThat(GoTime.isRfc3339(given.path("text").asText()))
                .isEqualTo(given.path("accepted").asBoolean());
    }
}
