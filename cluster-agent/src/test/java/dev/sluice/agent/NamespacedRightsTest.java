package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent on a real API server with {@code --watch-namespaces} and rights in those namespaces alone. */
class NamespacedRightsTest {

    private static final Path KUBERNETES = Path.of("..", "infra", "kubernetes");
    private static final String TOKEN = "s3cret-of-the-webhook";

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final List<HasMetadata> granted = new ArrayList<>();
    private KubernetesClient admin;
    private KubernetesClient agent;
    private FluxNamespace fluxSystem;
    private FluxNamespace apps;
    private FluxNamespace shop;
    private FluxNamespace elsewhere;

    @BeforeEach
    void grant() throws IOException {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(Assumptions::abort);
        admin = real.client();
        agent = new KubernetesClientBuilder()
                .withConfig(RealKube.shared().configAs(RealKube.AGENT))
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("asked", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        asked.add(request.uri().getPath());
                    }
                }))
                .build();
        fluxSystem = new FluxNamespace(admin, "flux-system");
        apps = new FluxNamespace(admin);
        shop = new FluxNamespace(admin);
        elsewhere = new FluxNamespace(admin);
        load("base/rbac.yaml").stream()
                .filter(object -> !(object instanceof ClusterRoleBinding))
                .forEach(granted::add);
        for (FluxNamespace namespace : List.of(apps, shop)) {
            for (HasMetadata object : load("components/watch-namespaces/role-bindings.yaml")) {
                object.getMetadata().setNamespace(namespace.name());
                granted.add(object);
            }
        }
        granted.forEach(object -> admin.resource(object).createOr(existing -> existing.update()));
    }

    /** Other tests count on an agent without rights. */
    @AfterEach
    void revoke() throws Exception {
        if (agent == null) {
            return;
        }
        granted.forEach(object -> admin.resource(object).delete());
        for (FluxNamespace namespace : List.of(apps, shop)) {
            Eventually.holds(() -> assertThat(isForbidden(namespace)).isTrue());
        }
        agent.close();
    }

    @Test
    void theAgentWorksThereAndAsksForNothingOfTheWholeCluster() throws Exception {
        for (FluxNamespace namespace : List.of(apps, shop)) {
            Eventually.holds(() -> assertThat(isForbidden(namespace)).isFalse());
        }
        assertThat(isForbidden(elsewhere)).isTrue();
        asked.clear();

        List<ReceiverName> receivers = new ArrayList<>();
        for (FluxNamespace namespace : List.of(apps, shop, elsewhere)) {
            namespace.token("token", TOKEN);
            namespace.gitRepository("app");
            ReceiverName receiver = namespace.receiver("hook", "token", "app", "not-there");
            namespace.reconciled(receiver, TOKEN);
            receivers.add(receiver);
        }
        try (EmbeddedAws aws = EmbeddedAws.start();
                Installation installation = new Installation(aws, agent, fluxSystem)) {
            installation.agentOf(Set.of(apps.name(), shop.name()), Optional.empty());
            receivers.forEach(installation::send);
            for (ReceiverName receiver : receivers.subList(0, 2)) {
                Eventually.isTrue("published", () -> installation.isPublished(receiver));
            }
            for (FluxNamespace namespace : List.of(apps, shop)) {
                Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
                Eventually.holds(() -> assertThat(namespace.events(new ReceiverName(namespace.name(), "hook")))
                        .extracting(Event::getReason)
                        .containsExactly("ObjectNotFound"));
            }
            Eventually.isTrue("the messages are deleted", () -> installation.queued() == 0);
            assertThat(installation.isPublished(receivers.getLast())).isFalse();
            assertThat(elsewhere.requestedAt("app")).isEmpty();
        }
        assertThat(asked).anyMatch(path -> path.endsWith("/namespaces/" + apps.name() + "/receivers"));
        // what is of no namespace is discovery: which kinds there are, never an object
        String watched = String.join("|", "flux-system", apps.name(), shop.name());
        assertThat(asked)
                .allMatch(path ->
                        path.matches("/apis/[^/]+/[^/]+") || path.matches("/apis?/.+/namespaces/(" + watched + ")/.+"));
    }

    private boolean isForbidden(FluxNamespace namespace) {
        try {
            agent.secrets().inNamespace(namespace.name()).withName("token").get();
            return false;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isEqualTo(403);
            return true;
        }
    }

    private List<HasMetadata> load(String file) throws IOException {
        try (InputStream yaml = Files.newInputStream(KUBERNETES.resolve(file))) {
            return admin.load(yaml).items();
        }
    }
}
