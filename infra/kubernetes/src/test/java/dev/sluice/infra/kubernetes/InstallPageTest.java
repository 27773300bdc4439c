package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/install-agent.md} tells people to write, taken from there. */
class InstallPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "install-agent.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String REMOTE =
            "https://github\\.com/sluice-dev/sluice//infra/kubernetes/([a-z/-]+)\\?ref=v[0-9.]+";

    @BeforeEach
    void need() {
        KubeTools.need(Kustomize.TOOL, Chart.TOOL);
    }

    @Test
    void theKustomizationBuildsAndIsSetUp() throws IOException {
        Rendering built =
                Kustomize.buildOwn(block("kind: Kustomization\nresources:").replaceAll(REMOTE, "ROOT/$1"));
        assertSetUp(built);
        assertThat(settings(built).path("AWS_ROLE_ARN").asText()).startsWith("arn:aws:iam:");
        assertThat(built.of("PodMonitor")).hasSize(1);
    }

    @Test
    void theChartTakesTheValues() throws IOException {
        Path values = Files.createTempFile(Path.of("target"), "values-", ".yaml");
        Files.writeString(values, block("podMonitor:\n"));
        Rendering chart = chart(values);
        assertSetUp(chart);
        assertThat(settings(chart).path("AWS_ROLE_ARN").asText()).startsWith("arn:aws:iam:");
        assertThat(chart.of("PodMonitor")).hasSize(1);
    }

    @Test
    void theChartTakesTheValuesOfTheHelmRelease() throws IOException {
        Rendering flux = Rendering.of("page", block("kind: HelmRelease"));
        Path values = Files.createTempFile(Path.of("target"), "values-", ".yaml");
        YAML.writeValue(values.toFile(), flux.one("HelmRelease").at("/spec/values"));
        assertSetUp(chart(values));
    }

    /** Flux adds components and patches to the kustomization of the path. */
    @Test
    void thePathComponentsAndPatchesOfTheFluxKustomizationBuild() throws IOException {
        JsonNode spec = Rendering.of("page", block("kind: GitRepository"))
                .one("Kustomization")
                .get("spec");
        Path overlay = Path.of(spec.get("path").asText().replace("./infra/kubernetes/", ""));
        ObjectNode kustomization =
                (ObjectNode) YAML.readTree(overlay.resolve("kustomization.yaml").toFile());
        spec.get("components").forEach(kustomization.withArray("components")::add);
        kustomization.set("patches", spec.get("patches"));
        Rendering built =
                Kustomize.buildOwn(YAML.writeValueAsString(kustomization).replace("../../", "ROOT/"));
        assertSetUp(built);
        assertThat(built.find("ConfigMap", "sluice-agent-dashboard")).isPresent();
    }

    @Test
    void theApiServerTakesTheObjectsOfFlux() throws IOException {
        KubernetesClient admin = KubeTools.needApiServer();
        KubeTools.namespace(admin, "flux-system", Map.of());
        List<JsonNode> objects = new ArrayList<>();
        for (String kind : List.of("kind: HelmRelease", "kind: GitRepository")) {
            objects.addAll(Rendering.of("page", block(kind)).objects());
        }
        assertThat(objects).hasSize(4);
        for (JsonNode object : objects) {
            assertThat(admin.resource(Rendering.resource(object))
                            .dryRun()
                            .fieldManager("kubectl")
                            .serverSideApply()
                            .getMetadata()
                            .getUid())
                    .isNotEmpty();
        }
    }

    @Test
    void theRoleForOtherKindsIsOneThatIsAggregated() throws IOException {
        JsonNode role = Rendering.of("page", block("kind: ClusterRole")).one("ClusterRole");
        JsonNode more = Kustomize.build(Path.of("base"))
                .find("ClusterRole", "sluice-agent-more-targets")
                .orElseThrow();
        assertThat(more.at("/aggregationRule/clusterRoleSelectors/0/matchLabels"))
                .isEqualTo(role.at("/metadata/labels"));
        // else whoever applies it would take away what the control plane has filled in
        assertThat(more.has("rules")).isFalse();
    }

    private static Rendering chart(Path values) {
        return Rendering.of(
                "helm template",
                Chart.tryTemplate("flux-system", "--values=" + values).succeeded());
    }

    private static void assertSetUp(Rendering rendering) {
        JsonNode settings = settings(rendering);
        assertThat(settings.path("SLUICE_CLUSTER").asText()).isEqualTo("prod-eu");
        assertThat(settings.path("SLUICE_QUEUE_URL").asText())
                .startsWith("https://sqs.")
                .endsWith("/sluice-prod-eu");
        assertThat(settings.path("AWS_REGION").asText()).isEqualTo("eu-west-1");
    }

    /** Of the ConfigMap that the container reads. */
    private static JsonNode settings(Rendering rendering) {
        String name = rendering.container().at("/envFrom/0/configMapRef/name").asText();
        return rendering.of("ConfigMap").stream()
                .filter(map -> map.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .get("data");
    }

    /** The only block with that text. */
    private static String block(String text) throws IOException {
        List<String> blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult result) -> result.group(1))
                .filter(block -> block.contains(text))
                .toList();
        assertThat(blocks).as(text).hasSize(1);
        return blocks.getFirst();
    }
}
