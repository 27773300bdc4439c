package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the filters of the corpus' group {@code gcr} see: the notification in the place of the push envelope. */
class GcrPayloadTest {

    @Test
    void toFiltersTheNotificationIsThePayload() throws IOException {
        assertThat(payload("filter req.tag")).isEqualTo("{\"action\":\"INSERT\",\"digest\":\"d\",\"tag\":\"t\"}");
        assertThat(payload("filter !has(req.message)"))
                .isEqualTo("{\"action\":\"INSERT\",\"digest\":\"d\",\"tag\":\"t\"}");
        assertThat(payload("filter, missing tag becomes empty string"))
                .isEqualTo("{\"action\":\"DELETE\",\"digest\":\"\",\"tag\":\"\"}");
        assertThat(payload("filter, content-type missing -> req empty")).isEqualTo("{}");
    }

    private static String payload(String name) throws IOException {
        ConformanceCase given = Corpus.resource("/conformance/receiver-http.jsonl").stream()
                .map(ConformanceCase::new)
                .filter(one -> one.name().equals("gcr: " + name))
                .findFirst()
                .orElseThrow();
        TestFunction function = given.function();
        assertThat(ConformanceTest.throughGateway(function, given)).isEqualTo(200);
        return String.valueOf(function.events().getFirst().request());
    }
}
