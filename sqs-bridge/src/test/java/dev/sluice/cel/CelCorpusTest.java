package dev.sluice.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CelCorpusTest {

    @Test
    void theCorpus() {
        CelCorpus corpus = CelCorpus.of("cel.jsonl");
        assertThat(corpus.cases()).hasSize(168);
        assertThat(corpus.differences("expect")).isEmpty();
    }

    /** Measured with cel-go 0.27, configured as Flux does. */
    @Test
    void furtherExpressions() {
        CelCorpus corpus = CelCorpus.of("cel-more.jsonl");
        assertThat(corpus.cases()).hasSizeGreaterThan(1400);
        assertThat(corpus.differences("expect")).isEmpty();
    }

    /** Each is named in docs/differences.md, and is exactly that. */
    @Test
    void knownDifferences() {
        CelCorpus corpus = CelCorpus.of("cel-differences.jsonl");
        assertThat(corpus.differences("sluice")).isEmpty();
        assertThat(corpus.differences("flux"))
                .as("expressions that no longer differ")
                .hasSameSizeAs(corpus.cases());
    }

    @Test
    void theDocumentNamesEachDifference() throws IOException {
        String document = Files.readString(Path.of("../docs/differences.md"));
        for (JsonNode line : CelCorpus.of("cel-differences.jsonl").cases()) {
            assertThat(document).contains(line.path("why").asText());
        }
    }

    @Test
    void extraCorpora() {
        for (CelCorpus corpus : CelCorpus.extra(System.getProperty("conformance.extra", ""))) {
            assertThat(corpus.differences("expect")).as(corpus.name()).isEmpty();
        }
    }

    @Test
    void anExtraCorpusIsReadFromItsFolder(@TempDir Path folder) {
        write(folder.resolve("my-cel.jsonl"), """
                {"environment":{"req":{"a":1},"res":{}}}
                {"expr":"req.a == 1","expect":true}
                {"expr":"req.a == 2","expect":true}
                """);
        write(folder.resolve("my-http.jsonl"), "{}");
        List<CelCorpus> extra = CelCorpus.extra(folder.toString());
        assertThat(extra).hasSize(1);
        assertThat(extra.getFirst().differences("expect")).containsExactly("req.a == 2: expected true, was false");
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
