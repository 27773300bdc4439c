package dev.sluice.quickstart;

import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a Flux user has in a cluster, in a namespace of the test's own; as an admin. */
public final class FluxCluster {

    private static final String RECEIVER_API = "notification.toolkit.fluxcd.io/v1";
    private static final String SOURCE_API = "source.toolkit.fluxcd.io/v1";

    private final KubernetesClient admin;
    private final String namespace;

    public FluxCluster(KubernetesClient admin) {
        this(admin, "e2e-" + UUID.randomUUID().toString().substring(0, 8));
    }

    FluxCluster(KubernetesClient admin, String namespace) {
        this.admin = admin;
        this.namespace = namespace;
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    String namespace() {
        return namespace;
    }

    ReceiverName receiverName(String name) {
        return new ReceiverName(namespace, name);
    }

    /** Creates the Secret, or puts another token in it. */
    public void token(String secret, String token) {
        admin.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secret)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToData("token", Base64.getEncoder().encodeToString(bytes(token)))
                        .build())
                .createOr(NonDeletingOperation::update);
    }

    public void source(String name) {
        create(SOURCE_API, "GitRepository", name, Map.of("interval", "1h", "url", "https://github.com/example-org/x"));
    }

    /** Creates a Receiver of type github for one source, with the path of that token in its status. */
    public void receiver(String name, String secret, String token, String source) {
        create(
                RECEIVER_API,
                "Receiver",
                name,
                Map.of(
                        "type",
                        "github",
                        "events",
                        List.of("ping", "push"),
                        "secretRef",
                        Map.of("name", secret),
                        "resources",
                        List.of(Map.of("kind", "GitRepository", "name", source))));
        status(name, token);
    }

    /** Writes the status that notification-controller would, and so the path of that token. */
    void status(String name, String token) {
        GenericKubernetesResource receiver = get(RECEIVER_API, "Receiver", name);
        receiver.setAdditionalProperty("status", ReceiverStatus.ready(path(name, token)));
        admin.resource(receiver).updateStatus();
    }

    void annotate(String receiver, String annotation, String value) {
        GenericKubernetesResource object = get(RECEIVER_API, "Receiver", receiver);
        Map<String, String> annotations = new HashMap<>();
        if (object.getMetadata().getAnnotations() != null) {
            annotations.putAll(object.getMetadata().getAnnotations());
        }
        annotations.put(annotation, value);
        object.getMetadata().setAnnotations(annotations);
        admin.resource(object).update();
    }

    public String path(String receiver, String token) {
        return WebhookPath.PREFIX + WebhookPath.digestOf(bytes(token), receiverName(receiver));
    }

    /** When the source was last asked to reconcile. */
    public Optional<Instant> requestedAt(String source) {
        return RequestedAt.of(get(SOURCE_API, "GitRepository", source)).map(Instant::parse);
    }

    private GenericKubernetesResource get(String apiVersion, String kind, String name) {
        return admin.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    private void create(String apiVersion, String kind, String name, Map<String, Object> spec) {
        admin.resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion(apiVersion)
                        .withKind(kind)
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToAdditionalProperties("spec", spec)
                        .build())
                .create();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
