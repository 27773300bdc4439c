package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * What a user would apply.
 *
 * @param name how it was made
 * @param objects the objects, as JSON
 */
record Rendering(String name, List<JsonNode> objects) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** Reads a YAML stream; empty documents are left out. */
    static Rendering of(String name, String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> objects = documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .filter(document -> !document.isEmpty())
                    .toList();
            assertThat(objects).as(name).isNotEmpty();
            return new Rendering(name, objects);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** All of a kind. */
    List<JsonNode> of(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
    }

    /** The only one of a kind. */
    JsonNode one(String kind) {
        List<JsonNode> all = of(kind);
        assertThat(all).as(kind + " of " + name).hasSize(1);
        return all.getFirst();
    }

    /** One by its kind and its name, or how its name begins. */
    Optional<JsonNode> find(String kind, String name) {
        return of(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().startsWith(name))
                .findFirst();
    }

    /** The agent's container. */
    JsonNode container() {
        return one("Deployment").at("/spec/template/spec/containers/0");
    }

    /** An object as the client takes it. */
    static HasMetadata resource(JsonNode object) {
        return Serialization.unmarshal(object.toString(), GenericKubernetesResource.class);
    }

    @Override
    public String toString() {
        return name;
    }
}
