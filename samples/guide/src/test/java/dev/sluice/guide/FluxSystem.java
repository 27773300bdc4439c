package dev.sluice.guide;

import dev.sluice.quickstart.ReceiverStatus;
import dev.sluice.quickstart.RequestedAt;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Flux in the cluster, as far as the pages need it: its objects, and what notification-controller does to Receivers. */
final class FluxSystem {

    private static final String RECEIVER_API = "notification.toolkit.fluxcd.io/v1";
    private static final String SOURCE_API = "source.toolkit.fluxcd.io/v1";

    private final KubernetesClient admin;

    FluxSystem(KubernetesClient admin) {
        this.admin = admin;
    }

    /** Gives each Receiver of a namespace the path of its token, and readiness. */
    void reconcileReceivers(String namespace) {
        admin.genericKubernetesResources(RECEIVER_API, "Receiver")
                .inNamespace(namespace)
                .list()
                .getItems()
                .forEach(this::reconcile);
    }

    /** A Receiver's path, as its status says. */
    String webhookPath(String namespace, String receiver) {
        return receiver(namespace, receiver).get("status", "webhookPath");
    }

    /** An annotation of a Receiver. */
    Optional<String> annotation(String namespace, String receiver, String annotation) {
        return annotation(receiver(namespace, receiver), annotation);
    }

    /** When a source was last asked to reconcile. */
    Optional<String> requestedAt(String namespace, String gitRepository) {
        return RequestedAt.of(admin.genericKubernetesResources(SOURCE_API, "GitRepository")
                .inNamespace(namespace)
                .withName(gitRepository)
                .require());
    }

    /** What a Secret's {@code token} is. */
    String token(String namespace, String secret) {
        return token(admin.secrets().inNamespace(namespace).withName(secret).require());
    }

    private void reconcile(GenericKubernetesResource receiver) {
        String namespace = receiver.getMetadata().getNamespace();
        String name = receiver.getMetadata().getName();
        String token = token(namespace, receiver.get("spec", "secretRef", "name"));
        String path = WebhookPath.PREFIX
                + WebhookPath.digestOf(token.getBytes(StandardCharsets.UTF_8), new ReceiverName(namespace, name));
        receiver.setAdditionalProperty("status", ReceiverStatus.ready(path));
        admin.resource(receiver).updateStatus();
    }

    private GenericKubernetesResource receiver(String namespace, String name) {
        return admin.genericKubernetesResources(RECEIVER_API, "Receiver")
                .inNamespace(namespace)
                .withName(name)
                .require();
    }

    private static Optional<String> annotation(GenericKubernetesResource object, String annotation) {
        return Optional.ofNullable(object.getMetadata().getAnnotations()).map(all -> all.get(annotation));
    }

    private static String token(Secret secret) {
        return new String(Base64.getDecoder().decode(secret.getData().get("token")), StandardCharsets.UTF_8);
    }
}
