package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What Sluice needs of a Kubernetes API, against the embedded one and the real one. */
@ParameterizedClass
@MethodSource("dev.sluice.embedded.KubeParts#all")
class KubeContractTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    private final KubePart part;
    private final String namespace =
            "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private KubernetesClient kube;
    private KubeHttp http;

    KubeContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        kube = part.client();
        http = new KubeHttp(part.config());
        kube.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @Test
    void discoveryNamesTheFluxKinds() throws Exception {
        Map<String, List<String>> expected = Map.of(
                "source.toolkit.fluxcd.io/v1",
                List.of(
                        "gitrepositories",
                        "ocirepositories",
                        "buckets",
                        "helmrepositories",
                        "helmcharts",
                        "externalartifacts"),
                "image.toolkit.fluxcd.io/v1",
                List.of("imagerepositories", "imagepolicies", "imageupdateautomations"),
                "source.extensions.fluxcd.io/v1beta1",
                List.of("artifactgenerators"),
                "kustomize.toolkit.fluxcd.io/v1",
                List.of("kustomizations"),
                "helm.toolkit.fluxcd.io/v2",
                List.of("helmreleases"),
                "notification.toolkit.fluxcd.io/v1",
                List.of("receivers"),
                "coordination.k8s.io/v1",
                List.of("leases"));
        expected.forEach((groupVersion, plurals) -> assertThat(
                        kube.getApiResources(groupVersion).getResources())
                .extracting(APIResource::getName)
                .containsAll(plurals));
        JsonNode raw = JSON.readTree(http.get("/apis/source.toolkit.fluxcd.io/v1", "application/json")
                .body());
        assertThat(raw.path("kind").asText()).isEqualTo("APIResourceList");
        assertThat(raw.path("groupVersion").asText()).isEqualTo("source.toolkit.fluxcd.io/v1");
        assertThat(raw.path("resources"))
                .anySatisfy(resource -> {
                    assertThat(resource.path("name").asText()).isEqualTo("gitrepositories");
                    assertThat(resource.path("singularName").asText()).isEqualTo("gitrepository");
                    assertThat(resource.path("kind").asText()).isEqualTo("GitRepository");
                    assertThat(resource.path("namespaced").asBoolean()).isTrue();
                    assertThat(resource.path("verbs"))
                            .extracting(JsonNode::asText)
                            .contains("get", "list", "patch");
                })
                .anySatisfy(
                        resource -> assertThat(resource.path("name").asText()).isEqualTo("gitrepositories/status"));
        assertThat(JSON.readTree(http.get("/api/v1", "application/json").body()).path("resources"))
                .anySatisfy(
                        resource -> assertThat(resource.path("name").asText()).isEqualTo("secrets"));
        assertThat(JSON.readTree(http.get("/apis", "application/json").body()).path("groups"))
                .anySatisfy(group -> assertThat(group.path("name").asText()).isEqualTo("helm.toolkit.fluxcd.io"));
    }

    @Test
    void aGroupOrVersionOrKindThatIsNotThereIsNotFound() throws Exception {
        for (String path : List.of(
                "/apis/nobody.example.com",
                "/apis/nobody.example.com/v1",
                "/apis/source.toolkit.fluxcd.io/v9",
                "/apis/source.toolkit.fluxcd.io/v1/namespaces/" + namespace + "/nothings",
                "/apis/nobody.example.com/v1/namespaces/" + namespace + "/gitrepositories/a")) {
            assertThat(http.get(path, "application/json").statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theServerSaysThatItIsReady() throws Exception {
        assertThat(http.get("/readyz", "*/*").body()).isEqualTo("ok");
        assertThat(kube.getKubernetesVersion().getMajor()).isEqualTo("1");
    }

    @Test
    void customResourcesAreCreatedReadReplacedListedAndDeleted() {
        GenericKubernetesResource created = create("app", Map.of("team", "a"));
        assertThat(created.getMetadata().getUid()).isNotEmpty();
        assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
        create("other", Map.of("team", "b"));
        assertThat(repositories()
                        .inNamespace(namespace)
                        .withLabel("team", "a")
                        .list()
                        .getItems())
                .extracting(item -> item.getMetadata().getName())
                .containsExactly("app");
        repositories().inNamespace(namespace).withName("app").edit(repository -> {
            repository.setAdditionalProperty("spec", Map.of("url", "https://example.com/b", "interval", "5m"));
            return repository;
        });
        GenericKubernetesResource changed =
                repositories().inNamespace(namespace).withName("app").get();
        assertThat(changed.<String>get("spec", "interval")).isEqualTo("5m");
        assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
        assertThatThrownBy(() -> create("app", Map.of())).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getCode()).isEqualTo(409);
            assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists");
        });
        repositories().inNamespace(namespace).withName("app").delete();
        assertThat(repositories().inNamespace(namespace).withName("app").get()).isNull();
    }

    @Test
    void aReplaceOfAnOldVersionIsAConflict() {
        GenericKubernetesResource old = create("app", Map.of());
        assertThat(patch("app", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}")).isEqualTo(200);
        old.getMetadata().setLabels(Map.of("c", "d"));
        assertThatThrownBy(() ->
                        repositories().inNamespace(namespace).resource(old).update())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getStatus().getReason()).isEqualTo("Conflict");
                });
    }

    @Test
    void statusIsWrittenByItsSubresourceOnly() {
        GenericKubernetesResource repository = repository("app", Map.of());
        repository.setAdditionalProperty("status", Map.of("observedGeneration", 7));
        repositories().inNamespace(namespace).resource(repository).create();
        assertThat(stored("app").path("status").path("observedGeneration").isMissingNode()
                        || stored("app")
                                        .path("status")
                                        .path("observedGeneration")
                                        .asInt()
                                == -1)
                .isTrue();

        GenericKubernetesResource current =
                repositories().inNamespace(namespace).withName("app").get();
        current.setAdditionalProperty("status", Map.of("observedGeneration", 1));
        repositories().inNamespace(namespace).resource(current).updateStatus();
        assertThat(stored("app").path("status").path("observedGeneration").asInt())
                .isEqualTo(1);
        assertThat(stored("app").path("metadata").path("generation").asInt()).isEqualTo(1);

        assertThat(patch("app/status?fieldManager=test", "{\"status\":{\"observedGeneration\":2}}"))
                .isEqualTo(200);
        assertThat(stored("app").path("status").path("observedGeneration").asInt())
                .isEqualTo(2);
        assertThat(patch("app", "{\"status\":{\"observedGeneration\":3}}")).isEqualTo(200);
        assertThat(stored("app").path("status").path("observedGeneration").asInt())
                .isEqualTo(2);
    }

    @Test
    void aMergePatchFromAPlainClientChangesOneAnnotationAndLeavesTheRest() {
        create("app", Map.of("team", "a"));
        assertThat(patch("app?fieldManager=sluice", annotation(REQUESTED_AT, "\"1\"")))
                .isEqualTo(200);
        assertThat(patch("app", annotation("other", "\"x\""))).isEqualTo(200);
        assertThat(patch("app?fieldManager=sluice", annotation(REQUESTED_AT, "\"2\"")))
                .isEqualTo(200);
        JsonNode metadata = stored("app").path("metadata");
        assertThat(metadata.path("annotations").path(REQUESTED_AT).asText()).isEqualTo("2");
        assertThat(metadata.path("annotations").path("other").asText()).isEqualTo("x");
        assertThat(metadata.path("labels").path("team").asText()).isEqualTo("a");
        assertThat(metadata.path("generation").asInt()).isEqualTo(1);
        assertThat(stored("app").path("spec").path("interval").asText()).isEqualTo("1m");
    }

    @Test
    void aMergePatchRemovesWithNullAndReplacesArrays() {
        create("app", Map.of());
        assertThat(patch("app", "{\"spec\":{\"sparseCheckout\":[\"a\",\"b\"]}}"))
                .isEqualTo(200);
        assertThat(patch("app", "{\"spec\":{\"sparseCheckout\":[\"c\"]}}")).isEqualTo(200);
        assertThat(stored("app").path("spec").path("sparseCheckout"))
                .extracting(JsonNode::asText)
                .containsExactly("c");
        assertThat(patch("app", "{\"spec\":{\"sparseCheckout\":null}}")).isEqualTo(200);
        assertThat(stored("app").path("spec").has("sparseCheckout")).isFalse();
    }

    @Test
    void aMergePatchOfAMissingObjectIsNotFound() throws Exception {
        HttpResponse<String> response = http.mergePatch(path("nobody"), annotation(REQUESTED_AT, "\"1\""));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(JSON.readTree(response.body()).path("reason").asText()).isEqualTo("NotFound");
        assertThat(http.mergePatch(
                                "/apis/source.toolkit.fluxcd.io/v1/namespaces/" + namespace + "/nothings/a",
                                annotation(REQUESTED_AT, "\"1\""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void metadataAloneComesWhenAskedFor() throws Exception {
        create("app", Map.of("team", "a"));
        String accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
        JsonNode one = JSON.readTree(http.get(path("app"), accept).body());
        assertThat(one.path("kind").asText()).isEqualTo("PartialObjectMetadata");
        assertThat(one.path("apiVersion").asText()).isEqualTo("meta.k8s.io/v1");
        assertThat(one.path("metadata").path("labels").path("team").asText()).isEqualTo("a");
        assertThat(one.has("spec")).isFalse();
        String acceptList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
        JsonNode list = JSON.readTree(http.get(path("") + "?labelSelector=team%3Da&limit=500", acceptList)
                .body());
        assertThat(list.path("kind").asText()).isEqualTo("PartialObjectMetadataList");
        assertThat(list.path("items")).singleElement().satisfies(item -> {
            assertThat(item.path("metadata").path("name").asText()).isEqualTo("app");
            assertThat(item.has("spec")).isFalse();
        });
        assertThat(http.get(path("nobody"), accept).statusCode()).isEqualTo(404);
    }

    @Test
    void anInformerSeesWhatIsThereAndWhatChanges() throws Exception {
        create("before", Map.of());
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (SharedIndexInformer<GenericKubernetesResource> informer =
                repositories().inNamespace(namespace).inform(recorder(seen))) {
            assertThat(informer.hasSynced()).isTrue();
            create("after", Map.of());
            patch("after", annotation(REQUESTED_AT, "\"1\""));
            repositories().inNamespace(namespace).withName("after").delete();
            List<String> events = new ArrayList<>();
            while (!events.contains("DELETED after")) {
                String event = seen.poll(10, TimeUnit.SECONDS);
                assertThat(event).as("after " + events).isNotNull();
                events.add(String.valueOf(event));
            }
            assertThat(events)
                    .containsSubsequence("ADDED before", "ADDED after", "MODIFIED after", "DELETED after")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void aLeaseElectsOneLeader() throws Exception {
        CompletableFuture<String> leader = new CompletableFuture<>();
        CountDownLatch stopped = new CountDownLatch(1);
        CompletableFuture<?> election = kube.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("agent")
                        .withLock(new LeaseLock(namespace, "agent", "me"))
                        .withLeaseDuration(Duration.ofSeconds(3))
                        .withRenewDeadline(Duration.ofSeconds(2))
                        .withRetryPeriod(Duration.ofMillis(200))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(() -> {}, stopped::countDown, leader::complete))
                        .build())
                .build()
                .start();
        assertThat(leader.get(10, TimeUnit.SECONDS)).isEqualTo("me");
        Thread.sleep(700);
        assertThat(kube.leases()
                        .inNamespace(namespace)
                        .withName("agent")
                        .get()
                        .getSpec()
                        .getHolderIdentity())
                .isEqualTo("me");
        election.cancel(true);
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSecretsPlainStringsBecomeData() {
        Secret secret = new SecretBuilder()
                .withNewMetadata()
                .withName("token")
                .endMetadata()
                .addToStringData("token", "s3cret")
                .build();
        kube.secrets().inNamespace(namespace).resource(secret).create();
        assertThat(kube.secrets().inNamespace(namespace).withName("token").get().getData())
                .isEqualTo(Map.of("token", "czNjcmV0"));
    }

    @Test
    void anEventIsWrittenAndItsCountRaised() throws Exception {
        kube.v1()
                .events()
                .inNamespace(namespace)
                .resource(new EventBuilder()
                        .withNewMetadata()
                        .withName("app.1")
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Receiver")
                        .withName("app")
                        .withNamespace(namespace)
                        .endInvolvedObject()
                        .withType("Warning")
                        .withReason("ObjectNotFound")
                        .withMessage("x")
                        .withCount(1)
                        .withFirstTimestamp(
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                        .build())
                .create();
        String path = "/api/v1/namespaces/" + namespace + "/events/app.1";
        assertThat(http.mergePatch(path, "{\"count\":2}").statusCode()).isEqualTo(200);
        assertThat(kube.v1()
                        .events()
                        .inNamespace(namespace)
                        .withName("app.1")
                        .get()
                        .getCount())
                .isEqualTo(2);
    }

    private static ResourceEventHandler<GenericKubernetesResource> recorder(BlockingQueue<String> seen) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(GenericKubernetesResource object) {
                seen.add("ADDED " + object.getMetadata().getName());
            }

            @Override
            public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
                seen.add("MODIFIED " + after.getMetadata().getName());
            }

            @Override
            public void onDelete(GenericKubernetesResource object, boolean unknown) {
                seen.add("DELETED " + object.getMetadata().getName());
            }
        };
    }

    private MixedOperation<
                    GenericKubernetesResource,
                    io.fabric8.kubernetes.api.model.GenericKubernetesResourceList,
                    Resource<GenericKubernetesResource>>
            repositories() {
        return kube.genericKubernetesResources("source.toolkit.fluxcd.io/v1", "GitRepository");
    }

    private GenericKubernetesResource create(String name, Map<String, String> labels) {
        return repositories()
                .inNamespace(namespace)
                .resource(repository(name, labels))
                .create();
    }

    private static GenericKubernetesResource repository(String name, Map<String, String> labels) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("source.toolkit.fluxcd.io/v1")
                .withKind("GitRepository")
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .addToAdditionalProperties("spec", Map.of("url", "https://example.com/a", "interval", "1m"))
                .build();
    }

    private int patch(String name, String body) {
        return http.mergePatch(path(name), body).statusCode();
    }

    private JsonNode stored(String name) {
        try {
            return JSON.readTree(http.get(path(name), "application/json").body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String path(String name) {
        String all = "/apis/source.toolkit.fluxcd.io/v1/namespaces/" + namespace + "/gitrepositories";
        return name.isEmpty() ? all : all + "/" + name;
    }

    private static String annotation(String name, String value) {
        return "{\"metadata\":{\"annotations\":{\"" + name + "\":" + value + "}}}";
    }
}
