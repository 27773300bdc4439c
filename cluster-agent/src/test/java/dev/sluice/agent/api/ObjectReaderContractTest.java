package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import dev.sluice.embedded.KubePart;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.KubeParts#all")
class ObjectReaderContractTest {

    private final KubePart part;
    private KubernetesClient kubernetes;
    private FluxNamespace namespace;
    private KubernetesObjects objects;

    @SuppressWarnings("NullAway.Init") // in connect()
    ObjectReaderContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        kubernetes = part.client();
        namespace = new FluxNamespace(kubernetes);
        objects = new KubernetesObjects(kubernetes, new SimpleMeterRegistry(), 2);
    }

    @Test
    void metadataComesWithTheObjectsOwnKindAndWithoutItsSpec() throws Exception {
        namespace.labelledGitRepository("app", Map.of("team", "a"));
        ObjectNode object = objects.metadata(target("app"));
        assertThat(object.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("apiVersion", "kind", "metadata");
        assertThat(object.path("apiVersion").asText()).isEqualTo(FluxNamespace.SOURCE);
        assertThat(object.path("kind").asText()).isEqualTo("GitRepository");
        assertThat(object.at("/metadata/name").asText()).isEqualTo("app");
        assertThat(object.at("/metadata/namespace").asText()).isEqualTo(namespace.name());
        assertThat(object.at("/metadata/labels/team").asText()).isEqualTo("a");
        assertThat(object.at("/metadata/uid").asText()).isNotEmpty();
        assertThat(object.at("/metadata/resourceVersion").asText()).isNotEmpty();
        assertThat(object.at("/metadata/creationTimestamp").asText()).isNotEmpty();
    }

    @Test
    void whatIsNotThereIsRefused() throws Exception {
        assertThat(Tried.of(() -> objects.metadata(target("nobody"))))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND));
        assertThat(Tried.of(() -> objects.metadata(target("../app"))))
                .isEqualTo(Tried.decided(Decision.OBJECT_NOT_FOUND));
        assertThat(Tried.of(() -> objects.metadata(new Target("nobody.example.com/v1", "Nothing", "apps", "a"))))
                .isEqualTo(Tried.decided(Decision.KIND_UNKNOWN));
        assertThat(Tried.of(() -> objects.list(
                        new Selection.Labelled("nobody.example.com/v1", "Nothing", "apps", Map.of(), List.of()),
                        object -> true)))
                .isEqualTo(Tried.decided(Decision.KIND_UNKNOWN));
    }

    @Test
    void aListHoldsWhatHasAllTheLabelsOfOneNamespaceOnly() throws Exception {
        namespace.labelledGitRepository("both", Map.of("team", "a", "stage", "prod"));
        namespace.labelledGitRepository("one", Map.of("team", "a"));
        namespace.labelledGitRepository("other", Map.of("team", "b", "stage", "prod"));
        namespace.labelledGitRepository("none", Map.of());
        new FluxNamespace(kubernetes).labelledGitRepository("elsewhere", Map.of("team", "a", "stage", "prod"));
        assertThat(names(Map.of("team", "a", "stage", "prod"))).containsExactly("both");
        assertThat(names(Map.of("team", "a"))).containsExactlyInAnyOrder("both", "one");
        assertThat(names(Map.of("team", "c"))).isEmpty();
        assertThat(names(Map.of())).containsExactlyInAnyOrder("both", "one", "other", "none");
    }

    @Test
    void theObjectsOfAListAreAsThoseThatAreReadAlone() throws Exception {
        namespace.labelledGitRepository("app", Map.of("team", "a"));
        List<ObjectNode> listed = new ArrayList<>();
        objects.list(selection(Map.of()), listed::add);
        assertThat(listed).containsExactly(objects.metadata(target("app")));
    }

    @Test
    void aListOfManyPagesHoldsEachOnce() throws Exception {
        for (int i = 0; i < 7; i++) {
            namespace.labelledGitRepository("app-" + i, Map.of("team", i == 3 ? "b" : "a"));
        }
        assertThat(names(Map.of("team", "a")))
                .containsExactlyInAnyOrder("app-0", "app-1", "app-2", "app-4", "app-5", "app-6");
    }

    @Test
    void whoHasEnoughGetsNoMore() throws Exception {
        for (int i = 0; i < 5; i++) {
            namespace.labelledGitRepository("app-" + i, Map.of());
        }
        List<ObjectNode> handedOut = new ArrayList<>();
        objects.list(selection(Map.of()), object -> {
            handedOut.add(object);
            return handedOut.size() < 3;
        });
        assertThat(handedOut).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "team, 'a,stage=prod'",
        "team, 'a b'",
        "team, '!'",
        "'team,stage', a",
        "'!stage', ''",
        "'stage notin (x),team', a",
        "'', a",
        "/team, a",
    })
    void labelsThatNoObjectCanHaveMatchNothingAndAreNoQuery(String key, String value) throws Exception {
        namespace.labelledGitRepository("app", Map.of("team", "a"));
        assertThat(names(Map.of(key, value))).isEmpty();
    }

    @Test
    void labelsMayHaveAPrefixAndNoValue() throws Exception {
        namespace.labelledGitRepository("app", Map.of("example.com/team", "a", "empty", ""));
        namespace.labelledGitRepository("other", Map.of());
        assertThat(names(Map.of("example.com/team", "a", "empty", ""))).containsExactly("app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "..", "a/b", ""})
    void aNamespaceThatCannotBeHoldsNothing(String name) throws Exception {
        List<ObjectNode> listed = new ArrayList<>();
        objects.list(
                new Selection.Labelled(FluxNamespace.SOURCE, "GitRepository", name, Map.of(), List.of()), listed::add);
        assertThat(listed).isEmpty();
    }

    private List<String> names(Map<String, String> labels) throws Exception {
        List<String> names = new ArrayList<>();
        objects.list(
                selection(labels),
                object -> names.add(object.at("/metadata/name").asText()));
        return names;
    }

    private Selection.Labelled selection(Map<String, String> labels) {
        return new Selection.Labelled(FluxNamespace.SOURCE, "GitRepository", namespace.name(), labels, List.of());
    }

    private Target target(String name) {
        return new Target(FluxNamespace.SOURCE, "GitRepository", namespace.name(), name);
    }
}
