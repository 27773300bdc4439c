package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The distribution, as it is packaged. */
class LauncherIT {

    private static final Path ELSEWHERE = LaunchedAgent.distribution().resolveSibling("sluice-agent-link");

    @Test
    void theLauncherStartsAnAgentThatWorksAndEndsOnSigterm() throws Exception {
        try (LaunchSite site = LaunchSite.embedded()) {
            site.populate(2);
            try (LaunchedAgent agent = site.launch("-Xlog:gc+init:stderr")) {
                site.awaitPublished();
                site.push(4);
                site.awaitHandled();
                URI status = agent.status().orElseThrow();
                assertThat(get(status.resolve("/readyz")).statusCode()).isEqualTo(200);
                assertThat(get(status.resolve("/metrics")).body())
                        .contains("sluice_decisions_total{reason=\"Triggered\"} 4.0");
                // the options of conf/jvm.options, and those of SLUICE_JAVA_OPTS after them
                assertThat(agent.log()).contains("Heap Initial Capacity: 20M", "Heap Max Capacity: 128M");
                // SIGTERM, as the JVM tells it
                assertThat(agent.stop()).isEqualTo(143);
            }
        }
    }

    @Test
    void wrongOptionsAreToldInOneSentenceAndASymbolicLinkWillDo() throws Exception {
        Files.deleteIfExists(ELSEWHERE);
        Files.createSymbolicLink(ELSEWHERE, LaunchedAgent.distribution().resolve("bin/sluice-agent"));
        Process process = new ProcessBuilder(
                        ELSEWHERE.toString(), "--cluster=Prod", "--queue-url=https://example.com/q")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("sluice-agent: --cluster: must be 1 to 32 of a-z, 0-9 and -\n");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void aCacheThatDoesNotFitIsToldAndDoesNotMatter() throws Exception {
        Path cache = LaunchedAgent.distribution().resolve("sluice-agent.aot");
        boolean trained = Files.exists(cache);
        if (!trained) {
            Files.writeString(cache, "no cache at all");
        }
        try (LaunchedAgent agent =
                LaunchedAgent.start(Map.of("SLUICE_JAVA_OPTS", trained ? "-XX:+UseParallelGC" : ""), "--help")) {
            assertThat(agent.exitStatus()).isZero();
            assertThat(agent.log()).contains("--queue-url");
        } finally {
            if (!trained) {
                Files.delete(cache);
            }
        }
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
