package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The script of the sample "localstack": it starts an AWS, the quickstart runs against it, and it is stopped again. */
class LocalStackSampleTest {

    private static final Path SAMPLE = Path.of("..", "localstack");
    private static final long SECONDS = 180;

    @Test
    void theQuickstartRunsWithoutDocker() throws Exception {
        AwsParts.all().getLast().notRun().ifPresent(Assumptions::abort);

        assertThat(run("--without-docker"))
                .contains("ms  SQS and Secrets Manager; ")
                .contains("nothing annotated\n");
    }

    @Test
    void theQuickstartRunsWithDocker() throws Exception {
        if (!isDockerThere()) {
            String sentence = "the sample localstack with Docker: not run, because no Docker engine answers";
            System.out.println(sentence);
            Assumptions.abort(sentence);
        }

        assertThat(run()).contains("ms  SQS and Secrets Manager; ").contains("nothing annotated\n");
    }

    @Test
    void anAwsOnThisMachineIsStoppedThoughTheCommandFails() throws Exception {
        AwsParts.all().getLast().notRun().ifPresent(Assumptions::abort);
        Path printed = Path.of("target", "localstack-fails.log");

        // the address goes to a file, because MiniStack must be gone when the script has ended
        Process script = start(
                printed,
                List.of(
                        "--without-docker",
                        "bash",
                        "-c",
                        "echo at $AWS_ENDPOINT_URL; curl -fsS $AWS_ENDPOINT_URL/_ministack/health; exit 7"));

        assertThat(script.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isEqualTo(7);
        String endpoint = Files.readString(printed)
                .lines()
                .filter(line -> line.startsWith("at http://127.0.0.1:"))
                .findFirst()
                .orElseThrow()
                .substring("at ".length());
        Process curl = new ProcessBuilder("curl", "-s", endpoint + "/_ministack/health")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(curl.waitFor()).as("curl: connection refused").isEqualTo(7);
    }

    @Test
    void theImageIsOfTheVersionThatTestsRunAgainstAndListensOnThisMachineOnly() throws Exception {
        String version = Files.readString(Path.of("..", "..", ".ci", "parts", "localstack.txt"))
                .lines()
                .filter(line -> line.startsWith("localstack-core==") || line.startsWith("localstack-core["))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*==", "");

        assertThat(Files.readString(SAMPLE.resolve("compose.yaml")))
                .contains("image: localstack/localstack:" + version + "\n")
                .contains("- 127.0.0.1:4566:4566\n");
    }

    /** What it printed. */
    private static String run(String... options) throws Exception {
        Path printed = Path.of("target", "localstack" + String.join("", options) + ".log");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "-Dlogback.configurationFile=quickstart-logback.xml",
                "-classpath",
                System.getProperty("java.class.path"),
                Quickstart.class.getName(),
                "--once=true"));
        Process script = start(printed, arguments);
        try {
            assertThat(script.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            script.destroy();
        }
        String output = Files.readString(printed);
        assertThat(script.exitValue()).as(output).isZero();
        return output;
    }

    private static Process start(Path printed, List<String> arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("bash", SAMPLE.resolve("run").toString()));
        command.addAll(arguments);
        ProcessBuilder script =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        if (KubeParts.kubeApiServer().notRun().isEmpty()) {
            script.environment()
                    .put("KUBECONFIG", RealKube.shared().kubeconfig().toString());
        } else {
            script.environment().remove("KUBECONFIG");
        }
        return script.start();
    }

    private static boolean isDockerThere() throws InterruptedException {
        try {
            return new ProcessBuilder("docker", "info")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
