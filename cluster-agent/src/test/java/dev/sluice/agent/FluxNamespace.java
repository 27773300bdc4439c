package dev.sluice.agent;

import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A namespace of its own, and what a Flux user and notification-controller put there. */
public final class FluxNamespace {

    public static final String SQS_EVENT_SOURCE = "sluice.dev/v1alpha1";
    public static final String SOURCE = "source.toolkit.fluxcd.io/v1";
    public static final String REQUESTED_AT = "reconcile.fluxcd.io/requestedAt";

    private static final String RECEIVER = "notification.toolkit.fluxcd.io/v1";

    private final KubernetesClient kubernetes;
    private final String name;

    public FluxNamespace(KubernetesClient kubernetes) {
        this(
                kubernetes,
                "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    public FluxNamespace(KubernetesClient kubernetes, String name) {
        this.kubernetes = kubernetes;
        this.name = name;
        if (kubernetes.namespaces().withName(name).get() == null) {
            kubernetes
                    .namespaces()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    public String name() {
        return name;
    }

    public GenericKubernetesResource gitRepository(String repository) {
        return create(
                SOURCE,
                "GitRepository",
                repository,
                Map.of(),
                Map.of("url", "https://example.com/a.git", "interval", "1h"));
    }

    public GenericKubernetesResource create(
            String apiVersion, String kind, String object, Map<String, String> annotations, Map<String, Object> spec) {
        return kubernetes
                .genericKubernetesResources(apiVersion, kind)
                .inNamespace(name)
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion(apiVersion)
                        .withKind(kind)
                        .withNewMetadata()
                        .withName(object)
                        .withNamespace(name)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .addToAdditionalProperties("spec", spec)
                        .build())
                .create();
    }

    /** A GitRepository with those labels. */
    public void labelledGitRepository(String repository, Map<String, String> labels) {
        GenericKubernetesResource object = gitRepository(repository);
        object.getMetadata().setLabels(labels);
        kubernetes.resource(object).update();
    }

    /** An event source for GitRepositories. */
    public GenericKubernetesResource eventSource(String source, String queue, Map<String, Object> more) {
        Map<String, Object> spec = new HashMap<>();
        spec.put("queue", Map.of("name", queue));
        spec.put("resources", List.of(Map.of("kind", "GitRepository", "name", "app")));
        spec.putAll(more);
        return create(SQS_EVENT_SOURCE, "SqsEventSource", source, Map.of(), spec);
    }

    /** The status and the reason of an event source's condition; empty while it has none. */
    public String condition(String source, String type) {
        List<Map<String, Object>> conditions =
                object(SQS_EVENT_SOURCE, "SqsEventSource", source).get().get("status", "conditions");
        return conditions == null
                ? ""
                : conditions.stream()
                        .filter(condition -> type.equals(condition.get("type")))
                        .map(condition -> condition.get("status") + " " + condition.get("reason"))
                        .findFirst()
                        .orElse("");
    }

    public Resource<GenericKubernetesResource> object(String apiVersion, String kind, String object) {
        return objectAs(kubernetes, apiVersion, kind, object);
    }

    /** An object as another client sees it. */
    public Resource<GenericKubernetesResource> objectAs(
            KubernetesClient client, String apiVersion, String kind, String object) {
        return client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(name)
                .withName(object);
    }

    /** What the GitRepository's annotation says; empty when it has none. */
    public Optional<String> requestedAt(String repository) {
        return Optional.ofNullable(object(SOURCE, "GitRepository", repository)
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .map(annotations -> annotations.get(REQUESTED_AT));
    }

    /** Makes the Secret, or gives it another token. */
    public void token(String secret, String token) {
        kubernetes
                .secrets()
                .inNamespace(name)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(secret)
                        .withNamespace(name)
                        .endMetadata()
                        .addToData("token", Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .createOr(existing -> existing.update());
    }

    /** A Receiver of type github for GitRepositories, without a status. */
    public ReceiverName receiver(String receiver, String secret, String... repositories) {
        return receiver(
                receiver,
                Map.of(),
                secret,
                Arrays.stream(repositories)
                        .map(repository -> Map.<String, Object>of("kind", "GitRepository", "name", repository))
                        .toList());
    }

    public ReceiverName receiver(
            String receiver, Map<String, String> annotations, String secret, List<Map<String, Object>> resources) {
        Map<String, Object> spec = new HashMap<>();
        spec.put("type", "github");
        spec.put("events", List.of("ping", "push"));
        spec.put("secretRef", Map.of("name", secret));
        spec.put("resources", resources);
        create(RECEIVER, "Receiver", receiver, annotations, spec);
        return new ReceiverName(name, receiver);
    }

    /** Writes the status, as notification-controller does when it has reconciled the Receiver with that token. */
    public void reconciled(ReceiverName receiver, String token) {
        String path = WebhookPath.PREFIX + WebhookPath.digestOf(token.getBytes(StandardCharsets.UTF_8), receiver);
        GenericKubernetesResource object =
                object(RECEIVER, "Receiver", receiver.name()).get();
        object.setAdditionalProperty(
                "status",
                Map.of(
                        "webhookPath",
                        path,
                        "observedGeneration",
                        1,
                        "conditions",
                        List.of(Map.of(
                                "type",
                                "Ready",
                                "status",
                                "True",
                                "reason",
                                "Succeeded",
                                "message",
                                "Receiver initialized for path: " + path,
                                "lastTransitionTime",
                                "2026-11-20T07:43:46Z"))));
        kubernetes.resource(object).updateStatus();
    }

    /** Gives the Receiver these labels and no other. */
    public void label(ReceiverName receiver, Map<String, String> labels) {
        object(RECEIVER, "Receiver", receiver.name()).edit(object -> {
            object.getMetadata().setLabels(labels);
            return object;
        });
    }

    public void deleteReceiver(ReceiverName receiver) {
        object(RECEIVER, "Receiver", receiver.name()).delete();
    }

    /** The Events in this namespace about that Receiver. */
    public List<Event> events(ReceiverName receiver) {
        return kubernetes.v1().events().inNamespace(name).list().getItems().stream()
                .filter(event ->
                        receiver.name().equals(event.getInvolvedObject().getName()))
                .toList();
    }
}
