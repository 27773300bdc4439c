package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.api.KubernetesObjects;
import dev.sluice.agent.plan.Target;
import dev.sluice.agent.source.SourceCondition;
import dev.sluice.agent.source.SourceState;
import dev.sluice.agent.source.SourceStatus;
import dev.sluice.agent.source.SqsEventSource;
import dev.sluice.agent.source.SqsEventSourceReader;
import dev.sluice.agent.source.SqsEventSourceResource;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent's user on a real API server, with far too many rights and the admission policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmissionPolicyTest {

    private static final Path POLICY = Path.of("..", "infra", "kubernetes", "base", "admission-policy.yaml");
    private static final String SOURCES = "sluice.dev/v1alpha1";
    private static final String TRIGGER =
            "{\"metadata\":{\"annotations\":{\"reconcile.fluxcd.io/requestedAt\":\"2026-11-20T10:00:00Z\"}}}";

    private final ClusterRole everything = new ClusterRoleBuilder()
            .withNewMetadata()
            .withName("sluice-test-everything")
            .endMetadata()
            .addNewRule()
            .withApiGroups("*")
            .withResources("*")
            .withVerbs("*")
            .endRule()
            .build();
    private final ClusterRoleBinding bound = new ClusterRoleBindingBuilder()
            .withNewMetadata()
            .withName("sluice-test-everything")
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "sluice-test-everything")
            .addNewSubject(null, "ServiceAccount", "sluice-agent", "flux-system")
            .build();

    private KubernetesClient admin;
    private KubernetesClient agent;
    private FluxNamespace apps;
    private List<HasMetadata> policy = List.of();

    @BeforeAll
    void apply() throws Exception {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(Assumptions::abort);
        SluiceCrds.serve(real);
        admin = real.client();
        agent = RealKube.shared().clientAs(RealKube.AGENT);
        apps = new FluxNamespace(admin);
        GenericKubernetesResource app = apps.gitRepository("app");
        app.getMetadata().setLabels(Map.of("team", "a"));
        app.getMetadata().setAnnotations(Map.of("note", "keep"));
        admin.resource(app).update();
        admin.configMaps().inNamespace(apps.name()).resource(configMap("1")).create();
        admin.resource(everything).createOr(existing -> existing.update());
        admin.resource(bound).createOr(existing -> existing.update());
        try (InputStream yaml = Files.newInputStream(POLICY)) {
            policy = admin.load(yaml).items();
        }
        Eventually.holds(
                () -> assertThat(patch("gitrepositories/app", TRIGGER).code()).isEqualTo(200));
        policy.forEach(object -> admin.resource(object).createOr(existing -> existing.update()));
        // the API server takes a moment to learn of it
        Eventually.holds(() -> assertThat(patch(
                                "gitrepositories/app",
                                "{\"metadata\":{\"labels\":{\"probe\":\"" + System.nanoTime() + "\"}}}")
                        .code())
                .isEqualTo(422));
    }

    /** Other tests count on an agent without rights, and without the policy. */
    @AfterAll
    void remove() throws Exception {
        if (policy.isEmpty()) {
            return;
        }
        policy.forEach(object -> admin.resource(object).delete());
        admin.resource(bound).delete();
        admin.resource(everything).delete();
        Eventually.holds(
                () -> assertThat(patch("gitrepositories/app", TRIGGER).code()).isEqualTo(403));
        agent.close();
    }

    @Test
    void theTriggerIsAllowedOnTargetsWithAndWithoutAnnotations() throws Exception {
        KubernetesObjects objects = new KubernetesObjects(agent, new SimpleMeterRegistry());
        apps.gitRepository("bare");
        for (String name : List.of("app", "bare", "app")) {
            Instant now = Instant.now();
            objects.annotate(new Target(FluxNamespace.SOURCE, "GitRepository", apps.name(), name), now);
            assertThat(apps.requestedAt(name)).contains(now.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'spec':{'url':'https://example.com/evil.git'}};what an object asks for",
                "{'spec':{'suspend':true}};what an object asks for",
                "{'metadata':{'labels':{'team':'b'}}};labels",
                "{'metadata':{'labels':null}};labels",
                "{'metadata':{'annotations':{'kustomize.toolkit.fluxcd.io/prune':'disabled'}}};annotation",
                "{'metadata':{'annotations':{'note':'changed'}}};annotation",
                "{'metadata':{'annotations':{'note':null}}};annotation",
                "{'metadata':{'annotations':null}};annotation",
                "{'metadata':{'annotations':{'reconcile.fluxcd.io/forceAt':'now'}}};annotation",
                "{'metadata':{'finalizers':['example.com/x']}};finalizers",
                "{'metadata':{'ownerReferences':[{'apiVersion':'v1','kind':'ConfigMap','name':'a','uid':'u'}]}};ownerReferences",
                "{'metadata':{'annotations':{'reconcile.fluxcd.io/requestedAt':'now'}},'spec':{'suspend':true}};what an object asks for",
            })
    void anyOtherChangeIsDeniedAndTheMessageSaysWhich(String body, String what) throws Exception {
        HttpResponse<String> answer = patch("gitrepositories/app", body.replace('\'', '"'));
        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.body()).contains("sluice-agent may").contains(what);
    }

    @Test
    void statusesOtherKindsCreationAndDeletionAreDenied() throws Exception {
        assertThat(patch("gitrepositories/app/status", "{\"status\":{\"observedGeneration\":9}}")
                        .code())
                .isEqualTo(422);
        assertThat(code(() -> agent.configMaps()
                        .inNamespace(apps.name())
                        .resource(configMap("2"))
                        .update()))
                .isEqualTo(422);
        assertThat(code(() -> agent.configMaps()
                        .inNamespace(apps.name())
                        .resource(new ConfigMapBuilder(configMap("1"))
                                .editMetadata()
                                .withName("new")
                                .endMetadata()
                                .build())
                        .create()))
                .isEqualTo(422);
        assertThat(code(() -> apps.objectAs(agent, FluxNamespace.SOURCE, "GitRepository", "app")
                        .delete()))
                .isEqualTo(422);
        assertThat(apps.object(FluxNamespace.SOURCE, "GitRepository", "app").get())
                .isNotNull();
    }

    @Test
    void ofAnSqsEventSourceOnlyTheStatusCanBeWritten() {
        apps.eventSource("images", "q", Map.of());
        new SourceStatus(agent, Clock.systemUTC())
                .write(SqsEventSourceReader.read(source().get()), new SourceState.Ready("polls the queue"));
        assertThat(SqsEventSourceReader.read(source().get()).standing().conditions())
                .extracting(SourceCondition::status)
                .containsExactly("True");

        assertThat(patch(SOURCES, "sqseventsources/images", "{\"spec\":{\"queue\":{\"name\":\"other\"}}}")
                        .code())
                .isEqualTo(422);
        HttpResponse<String> more = patch(
                SOURCES,
                "sqseventsources/images/status",
                "{\"metadata\":{\"annotations\":{\"note\":\"x\"}},\"spec\":{\"queue\":{\"name\":\"other\"}},"
                        + "\"status\":{\"observedGeneration\":7}}");
        assertThat(more.code()).isEqualTo(200);
        SqsEventSource after = SqsEventSourceReader.read(source().get());
        assertThat(after.standing().observedGeneration()).isEqualTo(7);
        assertThat(after.queueName()).isEqualTo("q");
        assertThat(after.annotations()).isEmpty();
        assertThat(code(() -> apps.objectAs(agent, SOURCES, "SqsEventSource", "images")
                        .delete()))
                .isEqualTo(422);
    }

    @Test
    void othersAreNotConcerned() {
        GenericKubernetesResource app =
                apps.object(FluxNamespace.SOURCE, "GitRepository", "app").get();
        app.getMetadata().setLabels(Map.of("team", "c"));
        assertThat(admin.resource(app).update().getMetadata().getLabels()).containsEntry("team", "c");
    }

    private static int code(Runnable call) {
        try {
            call.run();
            return 200;
        } catch (KubernetesClientException e) {
            return e.getCode();
        }
    }

    private static ConfigMap configMap(String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("settings")
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    private Resource<SqsEventSourceResource> source() {
        return admin.resources(SqsEventSourceResource.class)
                .inNamespace(apps.name())
                .withName("images");
    }

    private HttpResponse<String> patch(String path, String body) {
        return patch(FluxNamespace.SOURCE, path, body);
    }

    private HttpResponse<String> patch(String apiVersion, String path, String body) {
        HttpClient http = agent.getHttpClient();
        return http.sendAsync(
                        http.newHttpRequestBuilder()
                                .uri(agent.getConfiguration().getMasterUrl() + "apis/" + apiVersion + "/namespaces/"
                                        + apps.name() + "/" + path)
                                .patch("application/merge-patch+json", body)
                                .build(),
                        String.class)
                .join();
    }
}
