package dev.sluice.quickstart;

import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects of a Flux user: token, source and Receivers, with the status that notification-controller would set. */
final class FluxObjects {

    static final String NAMESPACE = "flux-system";
    static final String TOKEN = "secret-token-dont-share";
    static final String SOURCE = "my-nginx";
    static final String SECRET = "webhook-token";
    static final ReceiverName GITHUB = new ReceiverName(NAMESPACE, "github-receiver");
    /** {@code flux trigger receiver} speaks no GitHub, but this. */
    static final ReceiverName HMAC = new ReceiverName(NAMESPACE, "hmac-receiver");

    private static final String SOURCE_API = "source.toolkit.fluxcd.io/v1";
    private static final String RECEIVER_API = "notification.toolkit.fluxcd.io/v1";

    private final KubernetesClient kubernetes;

    FluxObjects(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** Makes those that are not there yet; leaves alone those that are. */
    void create() {
        if (kubernetes.namespaces().withName(NAMESPACE).get() == null) {
            kubernetes
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
        }
        if (kubernetes.secrets().inNamespace(NAMESPACE).withName(SECRET).get() == null) {
            kubernetes
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(SECRET)
                            .withNamespace(NAMESPACE)
                            .endMetadata()
                            .addToData("token", base64(TOKEN))
                            .build())
                    .create();
        }
        create(
                SOURCE_API,
                "GitRepository",
                SOURCE,
                Map.of("interval", "1h", "url", "https://github.com/example-org/my-nginx"));
        receiver(GITHUB, Map.of("type", "github", "events", List.of("ping", "push")));
        receiver(HMAC, Map.of("type", "generic-hmac"));
    }

    /** The path of a Receiver, as its status has it. */
    String path(ReceiverName receiver) {
        GenericKubernetesResource object =
                object(RECEIVER_API, "Receiver", receiver.name()).get();
        return object == null ? "" : String.valueOf(object.<Object>get("status", "webhookPath"));
    }

    /** The source that the Receivers name. */
    Resource<GenericKubernetesResource> source() {
        return object(SOURCE_API, "GitRepository", SOURCE);
    }

    private void receiver(ReceiverName name, Map<String, Object> spec) {
        Map<String, Object> whole = new HashMap<>(spec);
        whole.put("secretRef", Map.of("name", SECRET));
        whole.put("resources", List.of(Map.of("kind", "GitRepository", "name", SOURCE)));
        create(RECEIVER_API, "Receiver", name.name(), whole);
        Resource<GenericKubernetesResource> resource = object(RECEIVER_API, "Receiver", name.name());
        GenericKubernetesResource object = resource.get();
        if (object.get("status", "webhookPath") == null) {
            String path = WebhookPath.PREFIX + WebhookPath.digestOf(TOKEN.getBytes(StandardCharsets.UTF_8), name);
            object.setAdditionalProperty("status", ReceiverStatus.ready(path));
            kubernetes.resource(object).updateStatus();
        }
    }

    private void create(String apiVersion, String kind, String name, Map<String, Object> spec) {
        if (object(apiVersion, kind, name).get() == null) {
            kubernetes
                    .resource(new GenericKubernetesResourceBuilder()
                            .withApiVersion(apiVersion)
                            .withKind(kind)
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(NAMESPACE)
                            .endMetadata()
                            .addToAdditionalProperties("spec", spec)
                            .build())
                    .create();
        }
    }

    private Resource<GenericKubernetesResource> object(String apiVersion, String kind, String name) {
        return kubernetes
                .genericKubernetesResources(apiVersion, kind)
                .inNamespace(NAMESPACE)
                .withName(name);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
