package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.plan.Target;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An API server that says nothing: only requests in plain HTTP can be held back one by one. */
class AnnotateSilenceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");

    private final EmbeddedKube kubernetes = EmbeddedKube.start();
    private final FluxNamespace namespace = new FluxNamespace(kubernetes.client());

    @AfterEach
    void stop() {
        kubernetes.close();
    }

    @Test
    void aServerThatIsSilentIsAFailureAfterTheRequestTimeout() throws Exception {
        namespace.gitRepository("app");
        try (FaultProxy proxy = FaultProxy.to(kubernetes.url());
                KubernetesClient client = through(proxy, Duration.ofMillis(500));
                Hold hold = proxy.hold("PATCH ")) {
            assertThat(Tried.of(() ->
                            new KubernetesObjects(client, new SimpleMeterRegistry()).annotate(target("app"), NOW)))
                    .isEqualTo(Tried.away("Timeout"));
            assertThat(hold.awaitRequest(Duration.ZERO)).isTrue();
        }
    }

    @Test
    void theStopOfTheAgentEndsAPatchThatGetsNoAnswer() throws Exception {
        namespace.gitRepository("app");
        try (FaultProxy proxy = FaultProxy.to(kubernetes.url());
                KubernetesClient client = through(proxy, Duration.ofSeconds(60));
                Hold hold = proxy.hold("PATCH ")) {
            KubernetesObjects viaProxy = new KubernetesObjects(client, new SimpleMeterRegistry());
            boolean[] interrupted = new boolean[1];
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    Tried.of(() -> viaProxy.annotate(target("app"), NOW));
                } catch (InterruptedException e) {
                    interrupted[0] = true;
                }
            });
            assertThat(hold.awaitRequest(Duration.ofSeconds(10))).isTrue();
            thread.interrupt();
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
            assertThat(interrupted[0]).isTrue();
        }
    }

    private Target target(String name) {
        return new Target(FluxNamespace.SOURCE, "GitRepository", namespace.name(), name);
    }

    private KubernetesClient through(FaultProxy proxy, Duration timeout) {
        Config config = new ConfigBuilder(kubernetes.config())
                .withMasterUrl(proxy.uri().toString())
                .withRequestTimeout((int) timeout.toMillis())
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
