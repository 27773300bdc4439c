package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is started from a shell: results, and nothing else, on standard output; one sentence when the options are wrong. */
class SubcommandProcessTest {

    @Test
    void anAgentWithoutARegionSaysSo() throws Exception {
        ProcessBuilder builder =
                agent("--cluster", "prod", "--queue-url", "http://127.0.0.1:1/000000000000/sluice-prod");
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("SLUICE_"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
        builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");

        Process agent = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();

        assertThat(new String(agent.getErrorStream().readAllBytes(), UTF_8))
                .isEqualTo("sluice-agent: AWS_REGION: must name the region, or the AWS profile must\n");
        assertThat(agent.waitFor()).isEqualTo(2);
    }

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
        ProcessBuilder builder = agent(args);
        builder.environment().putAll(aws.environment());
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static ProcessBuilder agent(String... args) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName());
        builder.command().addAll(List.of(args));
        return builder;
    }

    private static String text(Process process) throws Exception {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
