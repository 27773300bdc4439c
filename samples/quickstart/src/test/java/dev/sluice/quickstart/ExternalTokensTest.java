package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.Agent;
import dev.sluice.agent.publish.TokenMode;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.KubePart;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that only Secrets Manager and the function know: there is no Secret in the cluster, and no right to read one. */
class ExternalTokensTest {

    private static final String TOKEN = "e2e-token";
    private static final String NEW_TOKEN = "e2e-token-of-tomorrow";

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("dev.sluice.quickstart.WebhookToAnnotationTest#parts")
    void aPushAnnotatesItsSourceAndATokenIsRotatedAndRevoked(AwsPart aws, KubePart kubernetes) throws Exception {
        aws.notRun().ifPresent(Assumptions::abort);
        kubernetes.notRun().ifPresent(Assumptions::abort);
        FluxCluster flux = new FluxCluster(kubernetes.client());
        flux.source("app");
        flux.receiver("app", "token", TOKEN, "app");
        Installation sluice = new Installation(aws.endpoint());
        String oldPath = flux.path("app", TOKEN);
        String newPath = flux.path("app", NEW_TOKEN);
        try (KubernetesClient agentsClient = AgentsUser.client(kubernetes, TokenMode.EXTERNAL);
                Agent agent =
                        sluice.agent(sluice.endpoint(), agentsClient, TokenMode.EXTERNAL, Duration.ofHours(1), false)) {
            assertThat(agent.statusAddress().getPort()).isPositive();
            mayNotReadSecrets(kubernetes, agentsClient, flux.namespace());
            Until.isTrue("published", () -> sluice.routes().contains(digest(oldPath)));
            assertThat(sluice.push(oldPath, TOKEN))
                    .as("before there is a token")
                    .isEqualTo(400);

            sluice.externalToken(flux.namespace(), "token", TOKEN);
            Instant sent = Instant.now();
            assertThat(sluice.push(oldPath, TOKEN)).isEqualTo(200);
            Until.isTrue(
                    "annotated",
                    () -> flux.requestedAt("app").filter(sent::isBefore).isPresent());
            assertThat(sluice.push(oldPath, NEW_TOKEN)).isEqualTo(400);

            sluice.externalToken(flux.namespace(), "token", NEW_TOKEN);
            assertThat(sluice.push(oldPath, TOKEN)).isEqualTo(200);
            assertThat(sluice.push(oldPath, NEW_TOKEN)).isEqualTo(200);

            flux.status("app", NEW_TOKEN);
            Until.isTrue("new path published", () -> sluice.routes().contains(digest(newPath)));
            assertThat(sluice.push(oldPath, TOKEN)).isEqualTo(200);
            assertThat(sluice.push(newPath, NEW_TOKEN)).isEqualTo(200);
            assertThat(sluice.push(newPath, TOKEN)).isEqualTo(400);

            flux.annotate("app", "sluice.dev/revoke-now", "true");
            Until.isTrue("old path gone", () -> !sluice.routes().contains(digest(oldPath)));
            assertThat(sluice.push(oldPath, TOKEN)).isEqualTo(404);
            assertThat(sluice.push(newPath, TOKEN)).isEqualTo(400);
            assertThat(sluice.push(newPath, NEW_TOKEN)).isEqualTo(200);

            assertThat(sluice.routes()).doesNotContain(TOKEN, "\"key\"", "sha256");
            Until.isTrue("queue empty", () -> sluice.queued() == 0);
            assertThat(sluice.dead()).isZero();
        }
    }

    /** Only where there is RBAC. */
    private static void mayNotReadSecrets(KubePart kubernetes, KubernetesClient agents, String namespace)
            throws InterruptedException {
        if (!kubernetes.name().equals("kube-apiserver")) {
            return;
        }
        Until.isTrue("forbidden", () -> {
            try {
                agents.secrets().inNamespace(namespace).withName("token").get();
                return false;
            } catch (KubernetesClientException e) {
                return e.getCode() == 403;
            }
        });
        assertThatThrownBy(() -> agents.secrets().inNamespace(namespace).list())
                .isInstanceOf(KubernetesClientException.class);
    }

    private static String digest(String path) {
        return path.substring("/hook/".length());
    }
}
