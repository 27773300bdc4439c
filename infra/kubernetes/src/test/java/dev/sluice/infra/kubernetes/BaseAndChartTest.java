package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kustomize base and the chart are two ways to the same objects. */
class BaseAndChartTest {

    /** What Helm's own labels are, and what it must not delete. */
    private static final List<String> HELMS = List.of(
            "app.kubernetes.io/instance",
            "app.kubernetes.io/version",
            "app.kubernetes.io/managed-by",
            "helm.sh/chart",
            "helm.sh/resource-policy",
            // in the place of the hash in the name of Kustomize's ConfigMap
            "checksum/config");

    @BeforeEach
    void need() {
        KubeTools.need(Kustomize.TOOL, Chart.TOOL);
    }

    @Test
    void theBaseAndTheDefaultChartAreTheSame() {
        assertSame(own("resources: [ROOT/base]"), Chart.template());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "irsa; AWS_ROLE_ARN=arn:aws:iam::123456789012:role/agent; --set=aws.credentials=irsa,aws.roleArn=arn:aws:iam::123456789012:role/agent",
                "pod-identity; SLUICE_PREFIX=sluice; --set=aws.credentials=pod-identity",
                "static-credentials; SLUICE_PREFIX=sluice; --set=aws.credentials=secret",
                "external-tokens; SLUICE_PREFIX=sluice; --set=tokens=external",
                "watch-namespaces; SLUICE_PREFIX=sluice; --set=watchNamespaces={apps}",
                "watch-namespaces, ROOT/components/external-tokens; SLUICE_PREFIX=sluice; --set=watchNamespaces={apps},tokens=external",
                "pod-monitor; SLUICE_PREFIX=sluice; --set=podMonitor.enabled=true",
                "grafana-dashboard; SLUICE_PREFIX=sluice; --set=dashboard.enabled=true",
            })
    void eachComponentAndTheOptionForItAreTheSame(String component, String literal, String values) {
        Rendering chart = Chart.template(values);
        assertThat(chart.objects()).isNotEqualTo(Chart.template().objects());
        assertSame(own("resources: [ROOT/base]\ncomponents: [ROOT/components/" + component + "]", literal), chart);
    }

    @Test
    void everyOptionOfTheAgentCanBeSetInTheChart() throws IOException {
        Rendering chart = Chart.template("--values=" + Chart.EVERY_VALUE);
        JsonNode data =
                chart.find("ConfigMap", "sluice-agent-options").orElseThrow().get("data");
        Matcher option = Pattern.compile("^\\| `--([a-z-]+)` \\|", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("..", "..", "docs", "agent.md")));
        int options = 0;
        while (option.find()) {
            String variable = "SLUICE_" + option.group(1).replace('-', '_').toUpperCase(Locale.ROOT);
            options++;
            if (variable.equals("SLUICE_LISTEN")) {
                // the port of the container, the probes and the policy
                continue;
            }
            assertThat(data.has(variable)
                            || chart.container()
                                    .get("env")
                                    .findValuesAsText("name")
                                    .contains(variable))
                    .as(variable)
                    .isTrue();
        }
        assertThat(options).isGreaterThan(15);
    }

    @Test
    void theVersionsAgree() throws IOException {
        Matcher version = Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        String image = "ghcr.io/sluice-dev/sluice-agent:" + version.group(1);
        assertThat(Kustomize.build(Path.of("base")).container().get("image").asText())
                .isEqualTo(image);
        assertThat(Chart.template().container().get("image").asText()).isEqualTo(image);
    }

    @Test
    void thePodHasTimeForItsLastCalls() {
        for (Rendering rendering : List.of(
                Kustomize.build(Path.of("base")), Chart.template(), Chart.template("--values=" + Chart.EVERY_VALUE))) {
            String grace = rendering
                    .find("ConfigMap", "sluice-agent-options")
                    .orElseThrow()
                    .at("/data/SLUICE_STOP_GRACE")
                    .asText();
            assertThat(grace).matches("[0-9]+s");
            assertThat(rendering
                            .one("Deployment")
                            .at("/spec/template/spec/terminationGracePeriodSeconds")
                            .asInt())
                    .isEqualTo(Integer.parseInt(grace.replace("s", "")) + 25);
        }
    }

    private static Rendering own(String yaml, String... literals) {
        StringBuilder all = new StringBuilder(yaml);
        all.append("\nconfigMapGenerator:\n  - name: sluice-agent-options\n    namespace: flux-system\n")
                .append("    behavior: merge\n    literals:\n")
                .append("      - SLUICE_CLUSTER=prod-eu\n      - AWS_REGION=eu-west-1\n")
                .append("      - SLUICE_QUEUE_URL=https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-eu\n");
        for (String literal : literals) {
            all.append("      - ").append(literal).append('\n');
        }
        return Kustomize.buildOwn(all.toString());
    }

    private static void assertSame(Rendering base, Rendering chart) {
        Map<String, String> expected = normalised(base);
        Map<String, String> actual = normalised(chart);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, object) -> assertThat(actual.get(name)).as(name).isEqualTo(object));
    }

    /** By kind, namespace and name; without Helm's own labels, and with fields in order. */
    private static Map<String, String> normalised(Rendering rendering) {
        Map<String, String> all = new TreeMap<>();
        for (JsonNode object : rendering.objects()) {
            JsonNode metadata = object.get("metadata");
            String name = object.get("kind").asText() + " "
                    + metadata.path("namespace").asText() + "/"
                    + metadata.get("name").asText();
            String text = sorted(object).toPrettyString();
            assertThat(all.put(withoutHash(name), withoutHash(text))).as(name).isNull();
        }
        return all;
    }

    private static String withoutHash(String text) {
        return text.replaceAll("\\bsluice-agent-options-[a-z0-9]{10}\\b", "sluice-agent-options");
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(node.properties().stream()
                        .filter(field -> !HELMS.contains(field.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .forEach((key, value) -> {
                    JsonNode inner = sorted(value);
                    // Helm's labels and annotations may have been all there were
                    if (!(inner.isObject() && inner.isEmpty() && !value.isEmpty())) {
                        object.set(key, inner);
                    }
                });
        return object;
    }
}
