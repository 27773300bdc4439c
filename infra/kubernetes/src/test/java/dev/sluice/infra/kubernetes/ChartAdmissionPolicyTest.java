package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.RealKube;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The admission policy as the chart renders it for another namespace and ServiceAccount, and that user with all rights.
 * What the policy denies in all, AdmissionPolicyTest of the agent shows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChartAdmissionPolicyTest {

    private static final String TRIGGER =
            "{'metadata':{'annotations':{'reconcile.fluxcd.io/requestedAt':'2026-11-20T10:00:00Z'}}}";

    private final String namespace = KubeTools.fresh("sluice");
    private final List<HasMetadata> applied = new ArrayList<>();
    private KubernetesClient admin;
    private KubernetesClient doorkeeper;
    private KubernetesClient other;

    @BeforeAll
    void apply() throws Exception {
        KubeTools.need(Chart.TOOL);
        admin = KubeTools.needApiServer();
        doorkeeper = impersonating("doorkeeper");
        other = impersonating("other");
        KubeTools.namespace(admin, namespace, Map.of());
        create("""
                {"apiVersion":"source.toolkit.fluxcd.io/v1","kind":"GitRepository",
                 "metadata":{"name":"app","namespace":"%s","labels":{"team":"a"},"annotations":{"note":"keep"}},
                 "spec":{"interval":"1h","url":"https://example.com/app.git"}}
                """);
        applied.add(admin.resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
                        .addNewSubject(null, "ServiceAccount", "doorkeeper", namespace)
                        .addNewSubject(null, "ServiceAccount", "other", namespace)
                        .build())
                .create());
        Rendering chart = Chart.templateIn(namespace, "--set=serviceAccount.name=doorkeeper");
        for (String kind : List.of("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")) {
            HasMetadata object = Rendering.resource(chart.one(kind));
            admin.resource(object).fieldManager("helm").forceConflicts().serverSideApply();
            applied.add(object);
        }
        // the API server takes a moment to learn of it
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (patch(doorkeeper, "app", "{'metadata':{'labels':{'probe':'" + System.nanoTime() + "'}}}")
                                .code()
                        != 422
                && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    @AfterAll
    void remove() {
        applied.forEach(object -> admin.resource(object).delete());
        if (doorkeeper != null) {
            doorkeeper.close();
            other.close();
        }
    }

    @Test
    void theTriggerIsAllowed() {
        assertThat(patch(doorkeeper, "app", TRIGGER).code()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "app; {'spec':{'url':'https://example.com/evil.git'}}; what an object asks for",
                "app; {'metadata':{'labels':{'team':'b'}}}; labels",
                "app; {'metadata':{'annotations':{'note':'changed'}}}; annotation",
                "app; {'metadata':{'finalizers':['example.com/x']}}; finalizers",
                "app/status; {'status':{'observedGeneration':9}}; may only patch objects",
            })
    void anythingElseIsDenied(String path, String body, String what) {
        HttpResponse<String> answer = patch(doorkeeper, path, body);
        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.body()).contains("sluice-agent may").contains(what);
    }

    @Test
    void creationAndDeletionAreDenied() {
        assertThat(send(
                                doorkeeper,
                                "app",
                                request -> request.delete(
                                        "application/json", "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\"}"))
                        .code())
                .isEqualTo(422);
        assertThat(send(doorkeeper, "", request -> request.post("application/json", """
                                        {"apiVersion":"source.toolkit.fluxcd.io/v1","kind":"GitRepository",
                                         "metadata":{"name":"new"},
                                         "spec":{"interval":"1h","url":"https://example.com/new.git"}}
                                        """))
                        .code())
                .isEqualTo(422);
    }

    @Test
    void othersAreNotConcerned() {
        assertThat(patch(other, "app", "{'metadata':{'labels':{'team':'c'}}}").code())
                .isEqualTo(200);
    }

    private void create(String json) {
        JsonNode object =
                Rendering.of("own", json.formatted(namespace)).objects().getFirst();
        admin.resource(Rendering.resource(object)).create();
    }

    private KubernetesClient impersonating(String account) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(RealKube.shared().config())
                        .withImpersonateUsername("system:serviceaccount:" + namespace + ":" + account)
                        .withImpersonateGroups("system:serviceaccounts", "system:authenticated")
                        .build())
                .build();
    }

    private HttpResponse<String> patch(KubernetesClient client, String path, String body) {
        return send(client, path, request -> request.patch("application/merge-patch+json", body.replace('\'', '"')));
    }

    private HttpResponse<String> send(KubernetesClient client, String path, UnaryOperator<HttpRequest.Builder> method) {
        HttpClient http = client.getHttpClient();
        return http.sendAsync(
                        method.apply(http.newHttpRequestBuilder()
                                        .uri(client.getConfiguration().getMasterUrl()
                                                + "apis/source.toolkit.fluxcd.io/v1/namespaces/" + namespace
                                                + "/gitrepositories" + (path.isEmpty() ? "" : "/" + path)))
                                .build(),
                        String.class)
                .join();
    }
}
