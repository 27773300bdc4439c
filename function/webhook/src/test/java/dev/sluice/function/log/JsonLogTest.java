package dev.sluice.function.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.LogLines;
import dev.sluice.function.Ticks;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLogTest {

    private final LogLines lines = new LogLines(new Ticks());

    @Test
    void aLineIsOneJsonObjectWhateverIsInIt() {
        lines.log().warn("what happened", Map.of("field", "one\ntwo\"\u2028"));

        assertThat(lines.text().lines()).hasSize(1);
        assertThat(lines.lines().getFirst().path("field").asText()).isEqualTo("one\ntwo\"\u2028");
        assertThat(lines.text())
                .startsWith(
                        "{\"timestamp\":\"2026-11-20T09:00:00Z\",\"level\":\"WARN\",\"message\":\"what happened\",");
    }
}
