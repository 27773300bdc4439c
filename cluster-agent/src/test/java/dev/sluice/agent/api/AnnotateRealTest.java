package dev.sluice.agent.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only a real API server has: managed fields, and rights. */
@SuppressWarnings("NullAway.Init") // in connect()
class AnnotateRealTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123456789Z");

    private final KubePart part = KubeParts.kubeApiServer();
    private FluxNamespace namespace;
    private KubernetesObjects objects;

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        namespace = new FluxNamespace(part.client());
        objects = new KubernetesObjects(part.client(), new SimpleMeterRegistry());
    }

    @Test
    void itsFieldManagerIsSluice() throws Exception {
        namespace.gitRepository("app");
        Tried.of(() -> objects.annotate(target("app"), NOW));
        assertThat(read("app").getMetadata().getManagedFields())
                .filteredOn(entry -> entry.getManager().equals("sluice"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.getOperation()).isEqualTo("Update");
                    assertThat(entry.getFieldsV1().toString())
                            .contains(KubernetesObjects.REQUESTED_AT)
                            .doesNotContain("f:spec");
                });
    }

    @Test
    void withoutTheRightToPatchItIsForbidden() throws Exception {
        namespace.gitRepository("app");
        try (KubernetesClient nobody = RealKube.shared().clientAs(RealKube.AGENT)) {
            assertThat(Tried.of(() ->
                            new KubernetesObjects(nobody, new SimpleMeterRegistry()).annotate(target("app"), NOW)))
                    .isEqualTo(Tried.decided(Decision.FORBIDDEN));
        }
        assertThat(namespace.requestedAt("app")).isEmpty();
    }

    private Target target(String name) {
        return new Target(FluxNamespace.SOURCE, "GitRepository", namespace.name(), name);
    }

    private GenericKubernetesResource read(String name) {
        return namespace.object(FluxNamespace.SOURCE, "GitRepository", name).get();
    }
}
