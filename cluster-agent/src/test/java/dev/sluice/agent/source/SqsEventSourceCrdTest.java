package dev.sluice.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SqsEventSourceCrdTest {

    /** Set on the command line, it writes the file: see docs/development.md. */
    private static final String WRITE = "sluice.write-crd";

    @Test
    void theFileSaysWhatTheTypesSay() throws IOException {
        String yaml = SqsEventSourceCrd.yaml();
        if (System.getProperty(WRITE) != null) {
            Files.writeString(SqsEventSourceCrd.FILE, yaml);
        }
        assertThat(Files.readString(SqsEventSourceCrd.FILE))
                .as("to be written again with -D" + WRITE)
                .isEqualTo(yaml);
    }
}
