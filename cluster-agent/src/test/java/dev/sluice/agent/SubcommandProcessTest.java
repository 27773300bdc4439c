package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A subcommand as it is started from a shell: its results, and nothing else, on standard output. */
class SubcommandProcessTest {

    @Test
    void theFirstArgumentNamesTheSubcommandAndItsStatusIsTheProcesss() throws Exception {
        try (EmbeddedAws aws = EmbeddedAws.start()) {
            String queueUrl = aws.createQueue("process");
            Process redrive = start(aws, "redrive", "--queue-url", queueUrl);
            assertThat(text(redrive)).isEqualTo("redrove 0\n");
            assertThat(redrive.waitFor()).isZero();

            Process wrong = start(aws, "redrive", "--queue-url", queueUrl + "-nowhere");
            assertThat(text(wrong)).isEqualTo("redrove 0\n");
            assertThat(wrong.waitFor()).isEqualTo(1);

            Process unpublish = start(aws, "unpublish", "--cluster", "prod", "--dry-run");
            assertThat(text(unpublish)).isEqualTo("cluster prod has no route tables\n");
            assertThat(unpublish.waitFor()).isZero();
        }
    }

    private static Process start(EmbeddedAws aws, String... args) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName());
        builder.command().addAll(List.of(args));
        builder.environment().putAll(aws.environment());
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static String text(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
