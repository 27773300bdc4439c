package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Eventually;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.KubePart;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.KubeParts#all")
class AnnotateContractTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");

    private final KubePart part;
    private KubernetesClient kubernetes;
    private FluxNamespace namespace;
    private KubernetesObjects objects;

    @SuppressWarnings("NullAway.Init") // in connect()
    AnnotateContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        kubernetes = part.client();
        namespace = new FluxNamespace(kubernetes);
        objects = new KubernetesObjects(kubernetes, new SimpleMeterRegistry());
    }

    @Test
    void itSetsTheAnnotationAndNothingElse() throws Exception {
        GenericKubernetesResource before = namespace.create(
                FluxNamespace.SOURCE,
                "GitRepository",
                "app",
                Map.of("team", "a"),
                Map.of("url", "https://example.com/a.git", "interval", "1h"));
        assertThat(Tried.of(() -> objects.annotate(target("app"), NOW))).isEqualTo(Tried.decided(Decision.TRIGGERED));
        GenericKubernetesResource after = read("app");
        assertThat(after.getMetadata().getAnnotations())
                .isEqualTo(Map.of("team", "a", KubernetesObjects.REQUESTED_AT, "2026-11-20T10:00:00.123456789Z"));
        assertThat(after.<Object>get("spec")).isEqualTo(before.<Object>get("spec"));
        assertThat(after.<Object>get("status")).isEqualTo(before.<Object>get("status"));
        assertThat(after.getMetadata().getGeneration())
                .isEqualTo(before.getMetadata().getGeneration());
        assertThat(after.getMetadata().getLabels())
                .isEqualTo(before.getMetadata().getLabels());
        assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
    }

    @Test
    void eachPatchReplacesTheValue() throws Exception {
        namespace.gitRepository("app");
        Tried.of(() -> objects.annotate(target("app"), NOW));
        Tried.of(() -> objects.annotate(target("app"), NOW.plusNanos(1)));
        assertThat(namespace.requestedAt("app")).contains("2026-11-20T10:00:00.123456790Z");
    }

    @Test
    void anObjectThatIsNotThereIsNotFoundAndNotMade() throws Exception {
        assertThat(Tried.of(() -> objects.annotate(target("nobody"), NOW)))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND));
        assertThat(namespace
                        .object(FluxNamespace.SOURCE, "GitRepository", "nobody")
                        .get())
                .isNull();
    }

    @Test
    void aNamespaceThatIsNotThereHoldsNoObject() throws Exception {
        assertThat(Tried.of(() -> objects.annotate(
                        new Target(FluxNamespace.SOURCE, "GitRepository", "no-such-namespace", "app"), NOW)))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "source.toolkit.fluxcd.io/v9",
                "nobody.example.com/v1",
                "v1",
                "v9",
                "",
                "/",
                "source.toolkit.fluxcd.io/v1/namespaces",
                "../api/v1",
                "source.toolkit.fluxcd.io/v1?x=",
                "a b/v1"
            })
    void aKindThatIsNotThereIsUnknown(String apiVersion) throws Exception {
        assertThat(Tried.of(
                        () -> objects.annotate(new Target(apiVersion, "GitRepository", namespace.name(), "app"), NOW)))
                .isEqualTo(Tried.decided(Decision.KIND_UNKNOWN));
        assertThat(Tried.of(() ->
                        objects.annotate(new Target(FluxNamespace.SOURCE, "Nothing", namespace.name(), "app"), NOW)))
                .isEqualTo(Tried.decided(Decision.KIND_UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../%s/app", "..", "app/status", "app?dryRun=All", "app#", "%%61pp", "App", "a b", "*", "ä"})
    void aNameThatNoObjectCanHaveIsNotFoundAndReachesNoOtherObject(String name) throws Exception {
        FluxNamespace other = new FluxNamespace(kubernetes);
        other.gitRepository("app");
        namespace.gitRepository("app");
        String path = name.formatted("../" + other.name() + "/gitrepositories");
        assertThat(Tried.of(() -> objects.annotate(target(path), NOW)))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND));
        assertThat(Tried.of(() -> objects.annotate(
                        new Target(FluxNamespace.SOURCE, "GitRepository", namespace.name() + "/" + path, "app"), NOW)))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND));
        assertThat(other.requestedAt("app")).isEmpty();
        assertThat(namespace.requestedAt("app")).isEmpty();
    }

    @Test
    void aKindWhoseCrdAppearsLaterIsFound() throws Exception {
        String group =
                "g" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example.com";
        Target target = new Target(group + "/v1", "Widget", namespace.name(), "one");
        assertThat(Tried.of(() -> objects.annotate(target, NOW))).isEqualTo(Tried.decided(Decision.KIND_UNKNOWN));
        kubernetes
                .load(new ByteArrayInputStream("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.GROUP}
                spec:
                  group: GROUP
                  scope: Namespaced
                  names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """.replace("GROUP", group).getBytes(StandardCharsets.UTF_8)))
                .create();
        Eventually.holds(() -> assertThat(Tried.of(() -> objects.annotate(target, NOW)))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND)));
        Eventually.holds(() -> namespace.create(group + "/v1", "Widget", "one", Map.of(), Map.of()));
        assertThat(Tried.of(() -> objects.annotate(target, NOW))).isEqualTo(Tried.decided(Decision.TRIGGERED));
    }

    @Test
    void aServerThatIsAwayIsAFailureThatEndsWhenItComesBack() throws Exception {
        namespace.gitRepository("app");
        try (FaultProxy proxy = FaultProxy.to(URI.create(part.config().getMasterUrl()));
                KubernetesClient client = through(proxy, Duration.ofSeconds(10))) {
            KubernetesObjects viaProxy = new KubernetesObjects(client, new SimpleMeterRegistry());
            proxy.down();
            assertThat(Tried.of(() -> viaProxy.annotate(target("app"), NOW)))
                    .satisfies(AnnotateContractTest::isServerAway);
            proxy.up();
            Eventually.holds(() -> assertThat(Tried.of(() -> viaProxy.annotate(target("app"), NOW)))
                    .isEqualTo(Tried.decided(Decision.TRIGGERED)));
            proxy.down();
            assertThat(Tried.of(() -> viaProxy.annotate(target("app"), NOW)))
                    .satisfies(AnnotateContractTest::isServerAway);
        }
    }

    private static void isServerAway(Tried tried) {
        assertThat(tried)
                .isInstanceOfSatisfying(
                        Tried.Failed.class,
                        failed -> assertThat(failed.apiServerAway()).isTrue());
    }

    private KubernetesClient through(FaultProxy proxy, Duration timeout) {
        Config config = new ConfigBuilder(part.config())
                .withMasterUrl(proxy.uri().toString())
                .withRequestTimeout((int) timeout.toMillis())
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private Target target(String name) {
        return new Target(FluxNamespace.SOURCE, "GitRepository", namespace.name(), name);
    }

    private GenericKubernetesResource read(String name) {
        return namespace.object(FluxNamespace.SOURCE, "GitRepository", name).get();
    }
}
