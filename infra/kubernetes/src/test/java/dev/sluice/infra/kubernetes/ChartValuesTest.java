package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.embedded.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart takes as values, and what it says to others. */
class ChartValuesTest {

    @BeforeEach
    void need() {
        KubeTools.need(Chart.TOOL);
    }

    @Test
    void clusterQueueAndRegionAreRequired() {
        Tool.Result result = Chart.tryTemplate("flux-system");
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains("missing properties 'cluster', 'queueUrl', 'region'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cluster=Prod; at '/cluster': 'Prod' does not match pattern '^[a-z0-9-]{1,32}$'",
                "cluster=prod-events-x; cluster: must not have a part events between its dashes",
                "cluster=dlq; cluster: must not have a part dlq between its dashes",
                "prefix=sluice-dlq; prefix: must not have a part dlq between its dashes",
                "prefix=/sluice; at '/prefix': '/sluice' does not match pattern",
                "queueUrl=sluice-prod-eu; at '/queueUrl': 'sluice-prod-eu' does not match pattern '^https?://.+/.+$'",
                "region=europe; at '/region': 'europe' does not match pattern",
                "tokens=both; at '/tokens': value must be one of 'published', 'external'",
                "watchNamespaces=apps; at '/watchNamespaces': got string, want array",
                "watchNamespaces[0]=Apps; at '/watchNamespaces/0': 'Apps' does not match pattern",
                "rotationGrace=1 hour; at '/rotationGrace': '1 hour' does not match pattern",
                "maxInFlight=10001; at '/maxInFlight': maximum: got 10,001, want 10,000",
                "noCrossNamespaceRefs=maybe; at '/noCrossNamespaceRefs': got string, want boolean",
                "eventQueuePattern=a/b; at '/eventQueuePattern': 'a/b' does not match pattern",
                "aws.credentials=keys; at '/aws/credentials': value must be one of 'none', 'irsa', 'pod-identity', 'secret'",
                "aws.credentials=irsa; at '/aws/roleArn': minLength: got 0, want 1",
                "aws.roleArn=agent; at '/aws/roleArn': 'agent' does not match pattern",
                "image.digest=latest; at '/image/digest': 'latest' does not match pattern",
                "replicas=-1; at '/replicas': minimum: got -1, want 0",
                "noCrossNamespaceRef=true; additional properties 'noCrossNamespaceRef' not allowed",
                "podMonitor.enable=true; at '/podMonitor': additional properties 'enable' not allowed",
            })
    void aWrongValueIsRefusedAndTheMessageNamesItAndWhatIsAllowed(String value, String message) {
        List<String> values = new ArrayList<>(Chart.REQUIRED);
        values.add("--set=" + value);
        Tool.Result result = Chart.tryTemplate("flux-system", values.toArray(String[]::new));
        assertThat(result.status()).isNotZero();
        assertThat(result.errors()).contains(message);
    }

    @Test
    void lintFindsNothing() {
        for (String values : List.of("--set=prefix=sluice", "--values=" + Chart.EVERY_VALUE)) {
            List<String> arguments = new ArrayList<>(List.of("lint", "--strict", Chart.FOLDER.toString()));
            arguments.addAll(Chart.REQUIRED);
            arguments.add(values);
            String report = Chart.TOOL
                    .run(Path.of("."), Map.of(), arguments.toArray(String[]::new))
                    .succeeded();
            assertThat(report).contains("1 chart(s) linted, 0 chart(s) failed").doesNotContain("WARNING");
        }
    }

    /** So that ManifestsTest applies each option, and the schema and the values tell of the same ones. */
    @Test
    void everyValueIsInTheSchemaInTheDefaultsAndTested() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode defaults = yaml.readTree(Chart.FOLDER.resolve("values.yaml").toFile());
        JsonNode other = yaml.readTree(Chart.EVERY_VALUE.toFile());
        JsonNode schema = new JsonMapper().readTree(Files.readString(Chart.FOLDER.resolve("values.schema.json")));
        List<String> properties = new ArrayList<>();
        collect(schema, "", properties);
        assertThat(properties).hasSizeGreaterThan(40);
        for (String property : properties) {
            assertThat(other.at(property).isMissingNode()).as(property).isFalse();
            assertThat(other.at(property)).as(property).isNotEqualTo(defaults.at(property));
            boolean hasDefault =
                    !List.of("/cluster", "/queueUrl", "/region", "/global").contains(property);
            assertThat(defaults.at(property).isMissingNode()).as(property).isNotEqualTo(hasDefault);
        }
    }

    private static void collect(JsonNode schema, String path, List<String> properties) {
        schema.get("properties").properties().forEach(property -> {
            String name = path + "/" + property.getKey();
            assertThat(property.getValue().path("description").asText(""))
                    .as(name)
                    .isNotEmpty();
            if (property.getValue().has("properties")) {
                collect(property.getValue(), name, properties);
            } else {
                properties.add(name);
            }
        });
    }
}
