package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer of an API server means, discovery's and the patch's. */
class AnnotateAnswersTest {

    private static final Target TARGET = new Target("source.toolkit.fluxcd.io/v1", "GitRepository", "apps", "app");
    private static final String RESOURCES = """
            {"kind":"APIResourceList","resources":[
              {"name":"gitrepositories/status","kind":"GitRepository","namespaced":true},
              {"name":"gitrepositories","kind":"GitRepository","namespaced":true}]}
            """;

    private final HttpServer server;
    private final KubernetesClient client;
    private final KubernetesObjects objects;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int discoveryStatus = 200;
    private volatile String discovery = RESOURCES;
    private volatile int patchStatus = 200;
    private volatile String retryAfter = "";

    AnnotateAnswersTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            boolean isPatch = exchange.getRequestMethod().equals("PATCH");
            byte[] body = (isPatch ? "{}" : discovery).getBytes(StandardCharsets.UTF_8);
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(isPatch ? patchStatus : discoveryStatus, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withHttp2Disable(true)
                        .build())
                .build();
        objects = new KubernetesObjects(client, new SimpleMeterRegistry());
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "200, TRIGGERED",
        "404, OBJECT_NOT_FOUND",
        "403, FORBIDDEN",
        "400, REFUSED",
        "405, REFUSED",
        "422, REFUSED"
    })
    void anAnswerForGoodIsADecision(int status, Decision decision) throws Exception {
        patchStatus = status;
        assertThat(apply()).isEqualTo(Tried.decided(decision));
    }

    @ParameterizedTest
    @CsvSource({"401, true", "408, true", "409, false", "429, true", "500, false", "502, true", "503, true", "504, true"
    })
    void anAnswerForNowIsAFailureAndSomeAreTheServersAsAWhole(int status, boolean apiServerAway) throws Exception {
        patchStatus = status;
        assertThat(apply()).isEqualTo(new Tried.Failed(Integer.toString(status), apiServerAway, Optional.empty()));
    }

    @Test
    void aFailureIsNotTriedAgainByTheClientItself() throws Exception {
        apply();
        requests.set(0);
        patchStatus = 503;
        apply();
        assertThat(requests).hasValue(1);
    }

    @Test
    void retryAfterIsReadInSeconds() throws Exception {
        patchStatus = 429;
        retryAfter = "17";
        assertThat(apply()).isEqualTo(Tried.away("429", Duration.ofSeconds(17)));
        retryAfter = "Wed, 21 Oct 2026 07:28:00 GMT";
        assertThat(apply()).isEqualTo(Tried.away("429"));
    }

    @ParameterizedTest
    @CsvSource({"401, true", "429, true", "500, false", "503, true"})
    void aDiscoveryThatFailsIsAFailure(int status, boolean apiServerAway) throws Exception {
        discoveryStatus = status;
        assertThat(apply()).isEqualTo(new Tried.Failed(Integer.toString(status), apiServerAway, Optional.empty()));
        discoveryStatus = 200;
        assertThat(apply()).isEqualTo(Tried.decided(Decision.TRIGGERED));
    }

    @Test
    void aDiscoveryThatIsForbiddenIsForbiddenAndDoesNotCountAsAServerThatIsAway() throws Exception {
        discoveryStatus = 403;
        assertThat(apply()).isEqualTo(Tried.decided(Decision.FORBIDDEN));
    }

    @Test
    void aDiscoveryThatIsNoJsonIsAFailure() throws Exception {
        discovery = "<html>";
        assertThat(apply()).isEqualTo(Tried.away("NoJson"));
    }

    @Test
    void aKindIsDiscoveredOnce() throws Exception {
        apply();
        apply();
        assertThat(requests).hasValue(3);
    }

    private Tried apply() throws InterruptedException {
        return Tried.of(() -> objects.annotate(TARGET, Instant.EPOCH));
    }
}
