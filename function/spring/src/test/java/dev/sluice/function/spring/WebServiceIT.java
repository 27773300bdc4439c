package dev.sluice.function.spring;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.aws.TestAws;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code java -jar}, between an embedded Secrets Manager and an embedded SQS. */
class WebServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aSignedWebhookIsOnTheQueueWhenItIsAnswered() throws Exception {
        try (EmbeddedAws aws = EmbeddedAws.start()) {
            String queueUrl = provision(aws);
            int port = freePort();
            Path log = Files.createTempFile("web-service", ".log");
            Process process = start(aws, port, log);
            try {
                awaitListening(port, process, log);

                assertThat(push(port, TOKEN)).isEqualTo(200);
                assertThat(push(port, "another token")).isEqualTo(400);
                try (SqsClient sqs = new TestAws(aws.environment()).sqs()) {
                    assertThat(sqs.receiveMessage(request -> request.queueUrl(queueUrl))
                                    .messages())
                            .hasSize(1);
                }
                assertThat(Files.readString(log)).contains("webhook answered").doesNotContain(DIGEST, TOKEN);
            } finally {
                process.destroy();
                assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static String provision(EmbeddedAws aws) {
        String queueUrl = aws.createQueue("prod");
        aws.putSecret(NAMES.clusters(), ClustersJson.write(List.of(new Cluster("prod", queueUrl, "prod"))));
        aws.putSecret(NAMES.seal("prod"), FakeSecrets.seal("prod"));
        aws.putSecret(
                NAMES.routes("prod", 0),
                RouteTableJson.write(new RouteTable("prod", 1, List.of(route("github", "push")))));
        return queueUrl;
    }

    private static Process start(EmbeddedAws aws, int port, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("sluice.app"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(aws.environment());
        builder.environment().put("SLUICE_LISTEN", "127.0.0.1:" + port);
        return builder.start();
    }

    private static void awaitListening(int port, Process process, Path log) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                RawHttp.send(port, "GET", "/", List.of(), new byte[0]);
                return;
            } catch (ConnectException e) {
                assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private static int push(int port, String token) throws IOException {
        return RawHttp.send(
                        port,
                        "POST",
                        "/hook/" + DIGEST,
                        List.of(
                                Map.entry("Content-Type", "application/json"),
                                Map.entry("X-GitHub-Event", "push"),
                                Map.entry("X-Hub-Signature-256", signature("sha256", token, BODY))),
                        BODY)
                .status();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
