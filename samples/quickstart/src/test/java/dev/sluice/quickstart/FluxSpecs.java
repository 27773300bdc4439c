package dev.sluice.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** What a real API server wants of objects beside what the corpus says of them. */
final class FluxSpecs {

    private static final Map<String, String> BY_KIND = Map.ofEntries(
            Map.entry("GitRepository", "{interval: 1h, url: 'https://example.com/a.git'}"),
            Map.entry("OCIRepository", "{interval: 1h, url: 'oci://example.com/a'}"),
            Map.entry("Bucket", "{interval: 1h, bucketName: a, endpoint: example.com}"),
            Map.entry("HelmRepository", "{interval: 1h, url: 'https://example.com'}"),
            Map.entry("HelmChart", "{interval: 1h, chart: a, sourceRef: {kind: HelmRepository, name: a}}"),
            Map.entry("Kustomization", "{interval: 1h, prune: true, sourceRef: {kind: GitRepository, name: a}}"),
            Map.entry("HelmRelease", "{interval: 1h, chartRef: {kind: HelmChart, name: a}}"),
            Map.entry("ImageRepository", "{interval: 1h, image: example.com/a}"),
            Map.entry("ImagePolicy", "{imageRepositoryRef: {name: a}, policy: {alphabetical: {}}}"),
            Map.entry("ImageUpdateAutomation", "{interval: 1h, sourceRef: {kind: GitRepository, name: a}}"));

    private FluxSpecs() {}

    /** The object with a spec that its CRD takes. */
    static JsonNode with(JsonNode object) {
        ObjectNode complete = object.deepCopy();
        String spec = BY_KIND.getOrDefault(object.path("kind").asText(), "{}");
        // what begins with a brace would be read as JSON
        complete.setAll(Serialization.unmarshal("spec: " + spec, ObjectNode.class));
        return complete;
    }

    /** The Receiver without its status, which is written apart. */
    static JsonNode receiver(JsonNode receiver) {
        ObjectNode complete = receiver.deepCopy();
        complete.put("apiVersion", "notification.toolkit.fluxcd.io/v1").put("kind", "Receiver");
        complete.remove("status");
        return complete;
    }

    /** The Receiver's status, each condition with what the API's conventions ask for. */
    static JsonNode status(JsonNode receiver) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.setAll((ObjectNode) receiver.path("status").deepCopy());
        status.path("conditions")
                .forEach(condition -> ((ObjectNode) condition)
                        .put("reason", "Measured")
                        .put("message", "as measured")
                        .put("lastTransitionTime", "2026-11-20T09:00:00Z"));
        return status;
    }
}
