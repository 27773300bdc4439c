package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.route.ReceiverName;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The agent on a cluster in which Flux is not installed yet. */
class AgentBeforeFluxTest {

    @Test
    void theAgentWaitsForFluxAndForAnApiServerThatRestarts() throws Exception {
        KubeParts.kubeApiServer().notRun().ifPresent(Assumptions::abort);
        try (RealKube kube = RealKube.start(Path.of(System.getenv("KUBEBUILDER_ASSETS")));
                EmbeddedAws aws = EmbeddedAws.start();
                Installation installation =
                        new Installation(aws, kube.client(), new FluxNamespace(kube.client(), "flux-system"))) {
            Agent agent = installation.agent();
            ReceiverName receiver = new ReceiverName("flux-system", "hook");
            assertThat(installation.get(agent, "/readyz").statusCode()).isEqualTo(503);

            kube.applyCrds(Path.of(System.getenv("FLUX_CRDS")));
            installation.namespace.token("token", "s3cret");
            installation.namespace.receiver("hook", "token", "app");
            installation.namespace.gitRepository("app");
            installation.send(receiver);
            Eventually.holds(
                    () -> assertThat(installation.namespace.requestedAt("app")).isPresent());
            Eventually.isTrue("published", () -> installation.isPublished(receiver));
            String before = installation.namespace.requestedAt("app").orElseThrow();

            kube.stopApiServer();
            installation.send(receiver);
            Eventually.holds(() -> assertThat(installation.metric(agent, "sluice_api_server_open"))
                    .isZero());
            kube.startApiServer();
            Eventually.holds(
                    () -> assertThat(installation.namespace.requestedAt("app").orElseThrow())
                            .isNotEqualTo(before));
            installation.namespace.receiver("late", "token", "app");
            Eventually.isTrue(
                    "the watch goes on", () -> installation.isPublished(new ReceiverName("flux-system", "late")));
            Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
        }
    }
}
