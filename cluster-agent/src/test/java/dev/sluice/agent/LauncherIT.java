package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution, as it is packaged. */
class LauncherIT {

    @Test
    void theLauncherStartsAnAgentThatWorksAndEndsOnSigterm() throws Exception {
        try (LaunchSite site = LaunchSite.embedded()) {
            site.populate(1);
            try (LaunchedAgent agent = site.launch("-Xlog:gc+init:stderr")) {
                site.awaitPublished();
                // this one comes by the watch
                site.populate(1);
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
    void wrongOptionsAreToldInOneSentenceAndASymbolicLinkWillDo(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(
                folder.resolve("link"), LaunchedAgent.distribution().resolve("bin/sluice-agent"));
        ProcessBuilder builder =
                new ProcessBuilder(link.toString(), "--cluster=Prod", "--queue-url=https://example.com/q");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                .endsWith("sluice-agent: --cluster: must be 1 to 32 of a-z, 0-9 and -\n");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void aCacheThatDoesNotFitIsToldOnStandardErrorAndDoesNotMatter(@TempDir Path folder) throws Exception {
        Path cache = Files.writeString(folder.resolve("no.aot"), "no cache");
        ProcessBuilder builder = new ProcessBuilder(
                LaunchedAgent.distribution().resolve("bin/sluice-agent").toString(), "--version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLUICE_JAVA_OPTS", "-XX:AOTCache=" + cache);
        Process process = builder.start();
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo("sluice-agent " + System.getProperty("sluice.version") + "\n");
        assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8)).contains("AOT cache");
        assertThat(process.waitFor()).isZero();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
