package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.LocalGateway;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same way on every AWS and every Kubernetes that can be had; on a real one with the agent's own rights only. */
class WebhookToAnnotationTest {

    private static final String TOKEN = "e2e-token";

    static Stream<Arguments> parts() {
        return AwsParts.all().stream()
                .flatMap(aws -> KubeParts.all().stream().map(kubernetes -> Arguments.of(aws, kubernetes)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parts")
    void aSignedPushAnnotatesTheSourceAndAForgedOneDoesNot(AwsPart aws, KubePart kubernetes) throws Exception {
        aws.notRun().ifPresent(Assumptions::abort);
        kubernetes.notRun().ifPresent(Assumptions::abort);
        FluxCluster flux = new FluxCluster(kubernetes.client());
        flux.token("token", TOKEN);
        flux.source("app");
        flux.source("neighbour");
        flux.receiver("app", "token", TOKEN, "app");
        Installation sluice = new Installation(aws.endpoint());
        try (KubernetesClient agentsClient = AgentsUser.client(kubernetes);
                Agent agent = sluice.agent(sluice.endpoint(), agentsClient, Duration.ofHours(1));
                LocalGateway gateway = sluice.function(sluice.endpoint());
                GitHub gitHub = new GitHub()) {
            Until.isTrue("routes published", () -> sluice.routes().contains("\"app\""));
            URI url = gateway.url().resolve(flux.path("app", TOKEN));
            Instant sent = Instant.now();

            assertThat(gitHub.push(url, TOKEN, GitHub.pushPayload())).isEqualTo(200);

            Until.isTrue(
                    "annotated",
                    () -> flux.requestedAt("app").filter(sent::isBefore).isPresent());
            Until.isTrue("message deleted", () -> sluice.queued() == 0);
            Instant annotated = flux.requestedAt("app").orElseThrow();
            assertThat(gitHub.push(url, "another-token", GitHub.pushPayload())).isEqualTo(400);
            assertThat(sluice.queued()).isZero();
            assertThat(flux.requestedAt("app")).contains(annotated);
            assertThat(flux.requestedAt("neighbour")).isEmpty();
            assertThat(sluice.dead()).isZero();
            assertThat(agent.statusAddress().getPort()).isPositive();
        }
    }
}
