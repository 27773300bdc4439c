package dev.sluice.agent.trigger;

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
class KubernetesPatchContractTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");

    private final KubePart part;
    private KubernetesClient kubernetes;
    private FluxNamespace namespace;
    private KubernetesPatch patch;

    @SuppressWarnings("NullAway.Init") // in connect()
    KubernetesPatchContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        kubernetes = part.client();
        namespace = new FluxNamespace(kubernetes);
        patch = new KubernetesPatch(kubernetes);
    }

    @Test
    void itSetsTheAnnotationAndNothingElse() throws Exception {
        GenericKubernetesResource before = namespace.create(
                FluxNamespace.SOURCE,
                "GitRepository",
                "app",
                Map.of("team", "a"),
                Map.of("url", "https://example.com/a.git", "interval", "1h"));
        assertThat(patch.apply(target("app"), NOW)).isEqualTo(new Attempt.Decided(Decision.TRIGGERED));
        GenericKubernetesResource after = read("app");
        assertThat(after.getMetadata().getAnnotations())
                .isEqualTo(Map.of("team", "a", AnnotationPatch.ANNOTATION, "2026-11-20T10:00:00.123456789Z"));
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
        patch.apply(target("app"), NOW);
        patch.apply(target("app"), NOW.plusNanos(1));
        assertThat(namespace.requestedAt("app")).contains("2026-11-20T10:00:00.123456790Z");
    }

    @Test
    void anObjectThatIsNotThereIsNotFoundAndNotMade() throws Exception {
        assertThat(patch.apply(target("nobody"), NOW)).isEqualTo(new Attempt.Decided(Decision.OBJECT_NOT_FOUND));
        assertThat(namespace
                        .object(FluxNamespace.SOURCE, "GitRepository", "nobody")
                        .get())
                .isNull();
    }

    @Test
    void aNamespaceThatIsNotThereHoldsNoObject() throws Exception {
        assertThat(patch.apply(new Target(FluxNamespace.SOURCE, "GitRepository", "no-such-namespace", "app"), NOW))
                .isEqualTo(new Attempt.Decided(Decision.OBJECT_NOT_FOUND));
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
        assertThat(patch.apply(new Target(apiVersion, "GitRepository", namespace.name(), "app"), NOW))
                .isEqualTo(new Attempt.Decided(Decision.KIND_UNKNOWN));
        assertThat(patch.apply(new Target(FluxNamespace.SOURCE, "Nothing", namespace.name(), "app"), NOW))
                .isEqualTo(new Attempt.Decided(Decision.KIND_UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../%s/app", "..", "app/status", "app?dryRun=All", "app#", "%%61pp", "App", "a b", "*", "ä"})
    void aNameThatNoObjectCanHaveIsNotFoundAndReachesNoOtherObject(String name) throws Exception {
        FluxNamespace other = new FluxNamespace(kubernetes);
        other.gitRepository("app");
        namespace.gitRepository("app");
        String path = name.formatted("../" + other.name() + "/gitrepositories");
        assertThat(patch.apply(target(path), NOW)).isEqualTo(new Attempt.Decided(Decision.OBJECT_NOT_FOUND));
        assertThat(patch.apply(
                        new Target(FluxNamespace.SOURCE, "GitRepository", namespace.name() + "/" + path, "app"), NOW))
                .isEqualTo(new Attempt.Decided(Decision.OBJECT_NOT_FOUND));
        assertThat(other.requestedAt("app")).isEmpty();
        assertThat(namespace.requestedAt("app")).isEmpty();
    }

    @Test
    void aKindWhoseCrdAppearsLaterIsFound() throws Exception {
        String group =
                "g" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ".example.com";
        Target target = new Target(group + "/v1", "Widget", namespace.name(), "one");
        assertThat(patch.apply(target, NOW)).isEqualTo(new Attempt.Decided(Decision.KIND_UNKNOWN));
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
        Eventually.holds(
                () -> assertThat(patch.apply(target, NOW)).isEqualTo(new Attempt.Decided(Decision.OBJECT_NOT_FOUND)));
        Eventually.holds(() -> namespace.create(group + "/v1", "Widget", "one", Map.of(), Map.of()));
        assertThat(patch.apply(target, NOW)).isEqualTo(new Attempt.Decided(Decision.TRIGGERED));
    }

    @Test
    void aServerThatIsAwayIsAFailureThatEndsWhenItComesBack() throws Exception {
        namespace.gitRepository("app");
        try (FaultProxy proxy = FaultProxy.to(URI.create(part.config().getMasterUrl()));
                KubernetesClient client = through(proxy, Duration.ofSeconds(10))) {
            KubernetesPatch viaProxy = new KubernetesPatch(client);
            proxy.down();
            assertThat(viaProxy.apply(target("app"), NOW)).satisfies(KubernetesPatchContractTest::isServerAway);
            proxy.up();
            Eventually.holds(() ->
                    assertThat(viaProxy.apply(target("app"), NOW)).isEqualTo(new Attempt.Decided(Decision.TRIGGERED)));
            proxy.down();
            assertThat(viaProxy.apply(target("app"), NOW)).satisfies(KubernetesPatchContractTest::isServerAway);
        }
    }

    private static void isServerAway(Attempt attempt) {
        assertThat(attempt)
                .isInstanceOfSatisfying(
                        Attempt.Failed.class,
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
