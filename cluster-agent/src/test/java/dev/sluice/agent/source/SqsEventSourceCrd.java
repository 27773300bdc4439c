package dev.sluice.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.agent.format.EventFormat;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Generates the CRD from {@link SqsEventSourceResource}, and adds what the generator has no annotation for. */
final class SqsEventSourceCrd implements CRDPostProcessor {

    static final Path FILE = Path.of("..", "infra", "kubernetes", "base", "sqseventsources.sluice.dev.yaml");

    private static final List<String> COLUMNS = List.of("Age", "Ready", "Status", "Queue");

    private SqsEventSourceCrd() {}

    /** What the file should say. */
    static String yaml() {
        ByteArrayOutputStream yaml = new ByteArrayOutputStream();
        new CRDGenerator()
                .customResourceClasses(SqsEventSourceResource.class)
                .withPostProcessor(new SqsEventSourceCrd())
                .withMinQuotes(true)
                .withOutput(new CRDGenerator.AbstractCRDOutput<>() {
                    @Override
                    protected ByteArrayOutputStream createStreamFor(String name) {
                        return yaml;
                    }
                })
                .generate();
        return yaml.toString(StandardCharsets.UTF_8)
                .replaceFirst("^#.*", "# Generated from SqsEventSourceResource: see docs/development.md.");
    }

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
        CustomResourceDefinitionVersion version =
                ((CustomResourceDefinition) crd).getSpec().getVersions().getFirst();
        version.getAdditionalPrinterColumns()
                .sort(Comparator.comparingInt(
                        (CustomResourceColumnDefinition column) -> COLUMNS.indexOf(column.getName())));
        version.getAdditionalPrinterColumns().forEach(column -> column.setPriority(null));
        complete(version.getSchema().getOpenAPIV3Schema());
        return crd;
    }

    private static void complete(JSONSchemaProps root) {
        root.setDescription("A queue of native AWS events or CloudEvents, and what Flux is to reconcile by them.");
        root.setRequired(List.of("spec"));
        JSONSchemaProps spec = field(root, "spec");
        spec.setDescription("What is wanted.");
        oneOf(field(spec, "format"), Arrays.stream(EventFormat.values()).map(EventFormat::label));

        JSONSchemaProps status = field(root, "status");
        status.setDescription("How it stands; written by the agent.");
        status.setDefault(JsonNodeFactory.instance.objectNode().put("observedGeneration", -1));
        field(status, "observedGeneration").setFormat("int64");
        field(status, "lastEventTime").setFormat("date-time");
        JSONSchemaProps conditions = field(status, "conditions");
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        JSONSchemaProps condition = conditions.getItems().getSchema();
        oneOf(field(condition, "status"), Stream.of("True", "False", "Unknown"));
        field(condition, "observedGeneration").setFormat("int64");
        field(condition, "lastTransitionTime").setFormat("date-time");
    }

    private static JSONSchemaProps field(JSONSchemaProps schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }

    private static void oneOf(JSONSchemaProps schema, Stream<String> values) {
        schema.setEnum(values.<JsonNode>map(JsonNodeFactory.instance::textNode).toList());
    }
}
