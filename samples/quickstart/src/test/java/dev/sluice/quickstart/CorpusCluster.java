package dev.sluice.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.lambda.ConformanceCase;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a case of the corpus has in its cluster. It is moved: all cases have the same namespaces and the same path, so that
 * each gets its own.
 */
final class CorpusCluster {

    private static final String RECEIVER_API = "notification.toolkit.fluxcd.io/v1";

    private final KubernetesClient admin;
    private final ConformanceCase original;
    private final ConformanceCase moved;
    /** The new names of the namespaces by their old ones. */
    private final Map<String, String> namespaces = new HashMap<>();

    private final List<GenericKubernetesResource> objects = new ArrayList<>();

    CorpusCluster(KubernetesClient admin, ConformanceCase original) {
        this.admin = admin;
        this.original = original;
        this.moved = new ConformanceCase(moved(original.line().deepCopy()));
        create();
    }

    /** The case with its own namespaces and path. */
    ConformanceCase moved() {
        return moved;
    }

    /** Whether a published table has its Receiver, if there is one. */
    boolean isIn(String table) {
        JsonNode receiver = moved.line().path("receiver");
        return receiver.isNull()
                || table.contains(receiver.at("/metadata/namespace").asText());
    }

    /** What was annotated, by its old name. */
    Set<String> annotated() {
        Map<String, String> old = new HashMap<>();
        namespaces.forEach((before, after) -> old.put(after, before));
        Set<String> annotated = new HashSet<>();
        for (GenericKubernetesResource object : objects) {
            if (RequestedAt.of(admin.resource(object).get()).isPresent()) {
                annotated.add(old.get(object.getMetadata().getNamespace()) + "/"
                        + object.getMetadata().getName());
            }
        }
        return annotated;
    }

    /** So that the agents of other tests need not publish it. */
    void removeReceiver() {
        JsonNode metadata = moved.line().at("/receiver/metadata");
        if (metadata.isObject()) {
            admin.genericKubernetesResources(RECEIVER_API, "Receiver")
                    .inNamespace(metadata.path("namespace").asText())
                    .withName(metadata.path("name").asText())
                    .delete();
        }
    }

    private JsonNode moved(JsonNode line) {
        ArrayNode given = (ArrayNode) line.path("objects");
        given.forEach(object -> move((ObjectNode) object.path("metadata")));
        if (line.path("receiver") instanceof ObjectNode receiver) {
            move((ObjectNode) receiver.path("metadata"));
            receiver.at("/spec/resources").forEach(resource -> {
                if (namespaces.containsKey(resource.path("namespace").asText())) {
                    move((ObjectNode) resource);
                }
                moveFilter((ObjectNode) resource, "filter");
            });
            moveFilter((ObjectNode) receiver.path("spec"), "resourceFilter");
            movePath((ObjectNode) receiver.path("status"), (ObjectNode) line.path("request"));
        }
        return line;
    }

    private void move(ObjectNode named) {
        named.put(
                "namespace",
                namespaces.computeIfAbsent(
                        named.path("namespace").asText(),
                        old -> old + "-" + UUID.randomUUID().toString().substring(0, 13)));
    }

    private void moveFilter(ObjectNode object, String field) {
        if (object.path(field).isTextual()) {
            Matcher quoted = Pattern.compile("(['\"])([^'\"]*)\\1")
                    .matcher(object.path(field).asText());
            object.put(
                    field,
                    quoted.replaceAll(match -> Matcher.quoteReplacement(match.group(1)
                            + namespaces.getOrDefault(match.group(2), match.group(2))
                            + match.group(1))));
        }
    }

    private static void movePath(ObjectNode status, ObjectNode request) {
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        String before = status.path("webhookPath").asText();
        String after = "/hook/" + HexFormat.of().formatHex(random);
        status.put("webhookPath", after);
        request.put("target", request.path("target").asText().replace(before, after));
    }

    private void create() {
        namespaces
                .values()
                .forEach(name -> admin.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                        .create());
        moved.line().path("objects").forEach(object -> objects.add(create(FluxSpecs.with(object))));
        JsonNode receiver = moved.line().path("receiver");
        if (receiver.isNull()) {
            return;
        }
        if (moved.line().path("secretData").isObject()) {
            SecretBuilder secret = new SecretBuilder()
                    .withNewMetadata()
                    .withName(receiver.at("/spec/secretRef/name").asText())
                    .withNamespace(receiver.at("/metadata/namespace").asText())
                    .endMetadata();
            moved.line()
                    .path("secretData")
                    .properties()
                    .forEach(entry ->
                            secret.addToData(entry.getKey(), entry.getValue().asText()));
            admin.resource(secret.build()).create();
        }
        GenericKubernetesResource created = create(FluxSpecs.receiver(receiver));
        created.setAdditionalProperty(
                "status", Serialization.unmarshal(FluxSpecs.status(receiver).toString(), Map.class));
        admin.resource(created).updateStatus();
    }

    private GenericKubernetesResource create(JsonNode object) {
        return admin.resource(Serialization.unmarshal(object.toString(), GenericKubernetesResource.class))
                .create();
    }

    @Override
    public String toString() {
        return original.toString();
    }
}
