package dev.sluice.quickstart;

import dev.sluice.embedded.KubePart;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The cluster side of the samples of event sources, in a namespace of the test's own. */
final class SampleCluster implements AutoCloseable {

    private static final Path CRD = Path.of("../../infra/kubernetes/base/sqseventsources.sluice.dev.yaml");
    private static final Path SAMPLES = Path.of("..", "event-sources");
    private static final String SOURCE = "SqsEventSource";

    private final KubernetesClient admin;
    private final String sample;
    private final String namespace = "apps-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<GenericKubernetesResource> objects = new ArrayList<>();

    SampleCluster(KubePart kubernetes, String sample) throws IOException {
        this.admin = kubernetes.client();
        this.sample = sample;
        if (!kubernetes.name().equals("embedded")) {
            try (InputStream crd = Files.newInputStream(CRD)) {
                admin.load(crd).resources().forEach(resource -> resource.createOr(NonDeletingOperation::update));
            }
        }
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

    /**
     * Applies the sample's manifest.
     *
     * @param queue the queue in the place of the sample's
     * @param renamed a name in the manifest and what to call it instead, and so on
     */
    void apply(String queue, String... renamed) throws Exception {
        String yaml = Files.readString(SAMPLES.resolve(sample).resolve("cluster.yaml"))
                .replaceAll("namespace: apps\\b", "namespace: " + namespace)
                .replaceAll("name: sluice-prod-events-apps-[a-z]+", "name: " + queue);
        for (int i = 0; i < renamed.length; i += 2) {
            yaml = yaml.replace(renamed[i], renamed[i + 1]);
        }
        for (HasMetadata object : admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()) {
            GenericKubernetesResource generic =
                    Serialization.unmarshal(Serialization.asJson(object), GenericKubernetesResource.class);
            Until.isTrue("applied " + object.getKind(), () -> {
                try {
                    objects.add(admin.resource(generic).create());
                    return true;
                } catch (KubernetesClientException e) {
                    // a CRD takes a moment to be served
                    if (e.getCode() == 404) {
                        return false;
                    }
                    throw e;
                }
            });
        }
    }

    void neighbour(String kind, String like, String name) {
        GenericKubernetesResource original = get(kind, like);
        GenericKubernetesResource copy = new GenericKubernetesResource();
        copy.setApiVersion(original.getApiVersion());
        copy.setKind(kind);
        copy.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(original.getMetadata().getLabels())
                .build());
        copy.setAdditionalProperty("spec", original.get("spec"));
        objects.add(admin.resource(copy).create());
    }

    boolean isReady() {
        return objects.stream()
                .filter(object -> object.getKind().equals(SOURCE))
                .map(object -> admin.resource(object).get())
                .allMatch(source -> {
                    List<Map<String, Object>> conditions = source.get("status", "conditions");
                    return conditions != null
                            && conditions.stream()
                                    .anyMatch(condition -> "Ready".equals(condition.get("type"))
                                            && "True".equals(condition.get("status")));
                });
    }

    /** The annotation's value; empty when there is none. */
    String requestedAt(String kind, String name) {
        return RequestedAt.of(get(kind, name)).orElse("");
    }

    /** What has the annotation. */
    List<String> triggered() {
        return objects.stream()
                .map(object -> object.getKind() + " " + object.getMetadata().getName())
                .filter(object -> !requestedAt(object.split(" ", 2)[0], object.split(" ", 2)[1])
                        .isEmpty())
                .toList();
    }

    private GenericKubernetesResource get(String kind, String name) {
        return objects.stream()
                .filter(object -> object.getKind().equals(kind)
                        && object.getMetadata().getName().equals(name))
                .map(object -> admin.resource(object).get())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        objects.stream()
                .filter(object -> object.getKind().equals(SOURCE))
                .forEach(source -> admin.resource(source).delete());
    }
}
