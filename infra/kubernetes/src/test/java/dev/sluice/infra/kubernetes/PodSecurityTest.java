package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pods, in a namespace that enforces the strictest of the
 * <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security Standards</a>. Of a
 * Deployment the API server would only warn.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodSecurityTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final String namespace = KubeTools.fresh("restricted");
    private KubernetesClient admin;

    @BeforeAll
    void enforce() {
        KubeTools.need(Kustomize.TOOL, Chart.TOOL);
        admin = KubeTools.needApiServer();
        KubeTools.namespace(admin, namespace, Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        for (String account : new String[] {"sluice-agent", "doorkeeper"}) {
            admin.resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName(account)
                            .withNamespace(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    static Stream<Rendering> renderings() {
        return ManifestsTest.renderings();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void thePodIsTaken(Rendering rendering) {
        assertThat(create(pod(rendering)).getMetadata().getName()).isEqualTo("sluice-agent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/containers/0/securityContext; allowPrivilegeEscalation; true; allowPrivilegeEscalation != false",
                "/containers/0/securityContext; capabilities; {}; unrestricted capabilities",
                "/containers/0/securityContext; privileged; true; privileged",
                "/securityContext; runAsNonRoot; false; runAsNonRoot != true",
                "/securityContext; runAsUser; 0; runAsUser=0",
                "/securityContext; seccompProfile; {\"type\":\"Unconfined\"}; seccompProfile",
                "/volumes/0; hostPath; {\"path\":\"/tmp\"}; hostPath",
            })
    void aPodWithAnyViolationIsRefused(String where, String field, String value, String message) throws Exception {
        ObjectNode pod = pod(Kustomize.build(Path.of("base")));
        ObjectNode changed = (ObjectNode) pod.at("/spec" + where);
        changed.remove("emptyDir");
        changed.set(field, JSON.readTree(value));
        assertThatThrownBy(() -> create(pod))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode())
                                .isEqualTo(value.equals("true") && field.equals("privileged") ? 422 : 403))
                .hasMessageContaining(message);
    }

    private ObjectNode pod(Rendering rendering) {
        JsonNode template = rendering.one("Deployment").at("/spec/template");
        ObjectNode pod = template.deepCopy();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        pod.withObject("/metadata").put("name", "sluice-agent").put("namespace", namespace);
        return pod;
    }

    private HasMetadata create(ObjectNode pod) {
        return admin.resource(Rendering.resource(pod)).dryRun().create();
    }
}
