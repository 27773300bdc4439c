package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.embedded.LocalGateway;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KilledAgentTest {

    private static final String TOKEN = "kill-token";
    private static final Duration TIME = Duration.ofSeconds(60);

    @Test
    void anEventWhoseAgentIsKilledBetweenPatchAndDeleteIsHandledAgain() throws Exception {
        try (EmbeddedAws aws = EmbeddedAws.start();
                EmbeddedKube kubernetes = EmbeddedKube.start()) {
            Installation sluice = new Installation(aws.endpoint());
            FluxCluster flux = new FluxCluster(kubernetes.client());
            flux.token("token", TOKEN);
            flux.source("app");
            flux.receiver("app", "token", TOKEN, "app");
            Instant first;
            try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                    Hold deletes = proxy.hold("AmazonSQS.DeleteMessage");
                    AgentProcess agent = new AgentProcess(sluice, proxy.uri(), kubernetes.url(), "--visibility=5s")) {
                Until.isTrue("routes published", TIME, () -> sluice.routes().contains("\"app\""));
                push(sluice, flux);
                assertThat(deletes.awaitRequest(TIME)).isTrue();
                agent.kill();
                first = flux.requestedAt("app").orElseThrow();
            }
            assertThat(sluice.queued()).isEqualTo(1);

            try (AgentProcess agent = new AgentProcess(sluice, aws.endpoint(), kubernetes.url())) {
                Until.isTrue(
                        "annotated again",
                        TIME,
                        () -> flux.requestedAt("app").filter(first::isBefore).isPresent());
                Until.isTrue("message deleted", TIME, () -> sluice.queued() == 0);
                // 143: ended by SIGTERM
                assertThat(agent.stop()).isIn(0, 143);
            }
            assertThat(sluice.dead()).isZero();
        }
    }

    private static void push(Installation sluice, FluxCluster flux) throws Exception {
        try (LocalGateway gateway = sluice.function(sluice.endpoint());
                GitHub gitHub = new GitHub()) {
            assertThat(gitHub.push(gateway.url().resolve(flux.path("app", TOKEN)), TOKEN, GitHub.pushPayload()))
                    .isEqualTo(200);
        }
    }
}
