package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.agent.operate.UnpublishCommand;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.LocalGateway;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A cluster is taken out of service, and comes back. */
class UnpublishTest {

    private static final String TOKEN = "e2e-token";

    @ParameterizedTest
    @MethodSource("dev.sluice.embedded.AwsParts#all")
    void withoutItsTablesNoWebhookGetsToItAndAnAgentPublishesItAgain(AwsPart aws) throws Exception {
        aws.notRun().ifPresent(Assumptions::abort);
        try (EmbeddedKube kubernetes = EmbeddedKube.start()) {
            FluxCluster flux = new FluxCluster(kubernetes.client());
            flux.token("token", TOKEN);
            flux.source("app");
            flux.receiver("app", "token", TOKEN, "app");
            Installation sluice = new Installation(aws.endpoint());
            publish(sluice, kubernetes);
            assertThat(push(sluice, flux)).isEqualTo(200);

            int status = new CommandLine(new UnpublishCommand(sluice.environment(sluice.endpoint()), Duration.ZERO))
                    .execute(
                            "--cluster=" + Installation.CLUSTER,
                            "--prefix=" + sluice.names().prefix(),
                            "--yes");

            assertThat(status).isZero();
            assertThat(sluice.routes()).isEmpty();
            // it was the only cluster: the function knows no route table at all
            assertThat(push(sluice, flux)).isEqualTo(503);
            publish(sluice, kubernetes);
            assertThat(push(sluice, flux)).isEqualTo(200);
        }
    }

    private static void publish(Installation sluice, EmbeddedKube kubernetes) throws InterruptedException {
        try (Agent agent = sluice.agent(sluice.endpoint(), kubernetes.client(), Duration.ofHours(1))) {
            Until.isTrue("routes published", () -> sluice.routes().contains("\"app\""));
            assertThat(agent.statusAddress().getPort()).isPositive();
        }
    }

    /** Through a new function, which knows nothing of before. */
    private static int push(Installation sluice, FluxCluster flux) throws Exception {
        try (LocalGateway gateway = sluice.function(sluice.endpoint());
                GitHub gitHub = new GitHub()) {
            return gitHub.push(gateway.url().resolve(flux.path("app", TOKEN)), TOKEN, GitHub.pushPayload());
        }
    }
}
