package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real API server takes each object of each kustomization, and of the chart with each option. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestsTest {

    private KubernetesClient admin;

    @BeforeAll
    void serve() {
        KubeTools.need(Kustomize.TOOL, Chart.TOOL);
        admin = KubeTools.needApiServer();
        for (String namespace : List.of("flux-system", "sluice", "apps", "shop")) {
            KubeTools.namespace(admin, namespace, Map.of());
        }
        KubeTools.servePodMonitors(admin);
    }

    static Stream<Rendering> renderings() {
        KubeTools.need(Kustomize.TOOL, Chart.TOOL);
        return Stream.concat(Kustomize.all().stream(), Chart.all().stream());
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void theApiServerTakesEachObjectAsFluxAppliesIt(Rendering rendering) {
        for (JsonNode object : rendering.objects()) {
            HasMetadata taken = dryRun(object);
            assertThat(taken.getMetadata().getUid()).isNotEmpty();
        }
        assertThat(rendering.objects().stream()
                        .map(object -> object.path("kind").asText()))
                .contains("Deployment", "ConfigMap", "ServiceAccount", "ClusterRole", "PodDisruptionBudget");
    }

    @Test
    void whatTheApiServerDoesNotKnowIsRefused() {
        ObjectNode deployment =
                Kustomize.build(Path.of("base")).one("Deployment").deepCopy();
        ((ObjectNode) deployment.at("/spec/template/spec")).put("serviceAcountName", "typo");
        assertThatThrownBy(() -> dryRun(deployment))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("serviceAcountName");
    }

    /** By server-side apply, which refuses unknown fields. */
    private HasMetadata dryRun(JsonNode object) {
        return admin.resource(Rendering.resource(object))
                .dryRun()
                .fieldManager("kustomize-controller")
                .forceConflicts()
                .serverSideApply();
    }
}
