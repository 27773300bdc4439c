package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.agent.AgentMain;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.JavaProcess;
import dev.sluice.embedded.RealKube;
import dev.sluice.quickstart.FluxCluster;
import dev.sluice.quickstart.Installation;
import dev.sluice.quickstart.Until;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent with exactly the environment of the rendered container, as the rendered ServiceAccount, on a real API server to
 * which all that was rendered is applied: a webhook comes through. There is no kubelet, so the process is the test's own.
 */
class RenderedAgentTest {

    private static final String TOKEN = "token-of-the-rendered";

    private final List<HasMetadata> applied = new ArrayList<>();
    private KubernetesClient admin;

    @BeforeEach
    void need() {
        KubeTools.need(Kustomize.TOOL, Chart.TOOL);
        admin = KubeTools.needApiServer();
        KubeTools.namespace(admin, "flux-system", Map.of());
    }

    /** Other tests count on an agent without rights, and without the policy. */
    @AfterEach
    void remove() {
        applied.forEach(object -> admin.resource(object).delete());
    }

    static Stream<Named<Function<Installation, Rendering>>> ways() {
        return Stream.of(
                Named.of("kustomize", RenderedAgentTest::kustomize), Named.of("helm", RenderedAgentTest::helm));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aWebhookComesThrough(Function<Installation, Rendering> way) throws Exception {
        FluxCluster flux = new FluxCluster(admin);
        flux.token("token", TOKEN);
        flux.source("app");
        flux.receiver("hook", "token", TOKEN, "app");
        try (EmbeddedAws aws = EmbeddedAws.start()) {
            Installation sluice = new Installation(aws.endpoint());
            Rendering rendering = way.apply(sluice);
            apply(rendering);
            try (JavaProcess agent = JavaProcess.start(
                    List.of(),
                    List.of(AgentMain.class.getName()),
                    environment(rendering),
                    Path.of("target", "rendered-agent.log"))) {
                Until.isTrue("routes published", () -> sluice.routes().contains("\"hook\""));
                assertThat(sluice.push(flux.path("hook", TOKEN), TOKEN)).isEqualTo(200);
                Until.isTrue("annotated", () -> flux.requestedAt("app").isPresent());
                Until.isTrue("message deleted", () -> sluice.queued() == 0);
                assertThat(agent.stop(Duration.ofSeconds(terminationGrace(rendering))))
                        .isIn(0, 143);
            }
        }
    }

    private static Rendering kustomize(Installation sluice) {
        return Kustomize.buildOwn("""
                resources: [ROOT/overlays/localstack]
                configMapGenerator:
                  - name: sluice-agent-options
                    namespace: flux-system
                    behavior: merge
                    literals:
                      - SLUICE_CLUSTER=%s
                      - SLUICE_QUEUE_URL=%s
                      - SLUICE_PREFIX=%s
                      - AWS_ENDPOINT_URL=%s
                """.formatted(
                        Installation.CLUSTER, sluice.queueUrl(), sluice.names().prefix(), sluice.endpoint()));
    }

    private static Rendering helm(Installation sluice) {
        return Chart.template(
                "--set=cluster=" + Installation.CLUSTER,
                "--set=queueUrl=" + sluice.queueUrl(),
                "--set=prefix=" + sluice.names().prefix(),
                "--set=region=us-east-1",
                "--set=aws.endpointUrl=" + sluice.endpoint(),
                "--set-json=extraEnv=[{\"name\":\"AWS_ACCESS_KEY_ID\",\"value\":\"test\"},"
                        + "{\"name\":\"AWS_SECRET_ACCESS_KEY\",\"value\":\"test\"}]");
    }

    private void apply(Rendering rendering) {
        for (JsonNode object : rendering.objects()) {
            HasMetadata resource = Rendering.resource(object);
            admin.resource(resource).fieldManager("test").forceConflicts().serverSideApply();
            // a kind takes a while to go, and to come again
            if (!resource.getKind().equals("CustomResourceDefinition")) {
                applied.add(resource);
            }
        }
    }

    /** As the kubelet would make it; and the way to this API server, which in a pod is well known. */
    private static Map<String, String> environment(Rendering rendering) {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode from : rendering.container().get("envFrom")) {
            String name = from.at("/configMapRef/name").asText();
            rendering
                    .find("ConfigMap", name)
                    .orElseThrow()
                    .get("data")
                    .properties()
                    .forEach(entry ->
                            environment.put(entry.getKey(), entry.getValue().asText()));
        }
        for (JsonNode variable : rendering.container().get("env")) {
            boolean isNamespace =
                    variable.at("/valueFrom/fieldRef/fieldPath").asText().equals("metadata.namespace");
            environment.put(
                    variable.get("name").asText(),
                    isNamespace
                            ? rendering
                                    .one("Deployment")
                                    .at("/metadata/namespace")
                                    .asText()
                            : variable.get("value").asText());
        }
        Config agent = RealKube.shared().configAs(RealKube.AGENT);
        environment.put("KUBERNETES_MASTER", RealKube.shared().url().toString());
        environment.put("KUBERNETES_CERTS_CA_DATA", agent.getCaCertData());
        environment.put("KUBERNETES_AUTH_TOKEN", agent.getOauthToken());
        environment.put("KUBECONFIG", "none");
        // any number of these tests may run on one machine
        environment.put("SLUICE_LISTEN", "127.0.0.1:0");
        return environment;
    }

    private static int terminationGrace(Rendering rendering) {
        return rendering
                .one("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();
    }
}
