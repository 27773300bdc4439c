package dev.sluice.soak;

import dev.sluice.quickstart.ReceiverStatus;
import dev.sluice.quickstart.RequestedAt;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Many Receivers and the sources that they name, in a namespace of their own, as notification-controller leaves them. */
final class Fleet {

    static final String SOURCE_API = "source.toolkit.fluxcd.io/v1";
    static final String SOURCE_KIND = "GitRepository";
    private static final String EVENT_SOURCE_API = "sluice.dev/v1alpha1";
    private static final String EVENT_SOURCE_KIND = "SqsEventSource";
    private static final String RECEIVER_API = "notification.toolkit.fluxcd.io/v1";
    private static final String SECRET = "webhook-token";
    private static final int WRITERS = 8;

    private final KubernetesClient admin;
    private final String namespace = "fleet-" + UUID.randomUUID().toString().substring(0, 8);
    private final String token = "soak-token-" + UUID.randomUUID();

    Fleet(KubernetesClient admin) {
        this.admin = admin;
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        admin.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(SECRET)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToStringData("token", token)
                        .build())
                .create();
    }

    String namespace() {
        return namespace;
    }

    /** What all its Receivers' webhooks are signed with. */
    String token() {
        return token;
    }

    /** The path of a Receiver's webhooks. */
    String path(FleetReceiver receiver) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        return WebhookPath.PREFIX + WebhookPath.digestOf(bytes, new ReceiverName(namespace, receiver.name()));
    }

    /** Makes sources. */
    void addSources(Collection<String> names) throws InterruptedException {
        each(
                names,
                name -> admin.resource(object(
                                SOURCE_API,
                                SOURCE_KIND,
                                name,
                                Map.of("interval", "1h", "url", "https://github.com/example-org/" + name)))
                        .create());
    }

    /** Makes Receivers. */
    void addReceivers(Collection<FleetReceiver> receivers) throws InterruptedException {
        each(receivers, receiver -> {
            GenericKubernetesResource made = admin.resource(
                            object(RECEIVER_API, "Receiver", receiver.name(), spec(receiver)))
                    .create();
            made.setAdditionalProperty("status", ReceiverStatus.ready(path(receiver)));
            admin.resource(made).updateStatus();
        });
    }

    /** Makes an event source whose events trigger one source. */
    void addEventSource(String name, String queue, String source) {
        admin.resource(object(
                        EVENT_SOURCE_API,
                        EVENT_SOURCE_KIND,
                        name,
                        Map.of(
                                "queue",
                                Map.of("name", queue),
                                "resources",
                                List.of(Map.of("kind", SOURCE_KIND, "name", source)))))
                .create();
    }

    /** How many event sources are ready. */
    long readyEventSources() {
        return admin
                .genericKubernetesResources(EVENT_SOURCE_API, EVENT_SOURCE_KIND)
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .filter(source -> source.toString().contains("Succeeded"))
                .count();
    }

    /** When each source was last asked to reconcile. */
    Map<String, Instant> requestedAt() {
        Map<String, Instant> requested = new HashMap<>();
        for (HasMetadata source : admin.genericKubernetesResources(SOURCE_API, SOURCE_KIND)
                .inNamespace(namespace)
                .list()
                .getItems()) {
            requestedAt(source)
                    .ifPresent(at -> requested.put(source.getMetadata().getName(), at));
        }
        return requested;
    }

    /** When a source was last asked to reconcile; empty when it never was. */
    static Optional<Instant> requestedAt(HasMetadata source) {
        return RequestedAt.of(source).map(Instant::parse);
    }

    private static <T> void each(Collection<T> all, Consumer<T> action) throws InterruptedException {
        new Crew(WRITERS).each(all, action::accept);
    }

    private GenericKubernetesResource object(String apiVersion, String kind, String name, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(apiVersion)
                .withKind(kind)
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private static Map<String, Object> spec(FleetReceiver receiver) {
        Map<String, Object> spec = new HashMap<>();
        spec.put("type", receiver.provider().type());
        spec.put("secretRef", Map.of("name", SECRET));
        spec.put(
                "resources",
                receiver.targets().stream()
                        .map(target -> Map.of("kind", SOURCE_KIND, "name", target))
                        .toList());
        if (receiver.oneByOne()) {
            spec.put("resourceFilter", "res.metadata.name == req.target");
        }
        return spec;
    }
}
