package dev.sluice.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What CloudWatch demands of a line with metrics.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class MetricRules {

    private static final Set<String> UNITS = Set.of("Count", "Milliseconds", "Seconds");

    private MetricRules() {}

    /** Asserts that a line keeps them. */
    public static void check(JsonNode line) {
        JsonNode aws = line.path("_aws");
        assertThat(names(aws)).containsExactlyInAnyOrder("Timestamp", "CloudWatchMetrics");
        assertThat(aws.path("Timestamp").isIntegralNumber()).isTrue();
        assertThat(aws.path("CloudWatchMetrics")).isNotEmpty();
        aws.path("CloudWatchMetrics").forEach(directive -> checkDirective(line, directive));
    }

    private static void checkDirective(JsonNode line, JsonNode directive) {
        assertThat(names(directive)).containsExactlyInAnyOrder("Namespace", "Dimensions", "Metrics");
        assertThat(directive.path("Namespace").asText()).matches("[0-9A-Za-z._/#:-]{1,255}");
        assertThat(directive.path("Dimensions").isArray()).isTrue();
        assertThat(directive.path("Dimensions")).isNotEmpty().allSatisfy(set -> {
            assertThat(set.isArray()).isTrue();
            assertThat(set.size()).isLessThanOrEqualTo(30);
            assertThat(set).allSatisfy(name -> checkDimension(line, name));
        });
        assertThat(directive.path("Metrics").size()).isBetween(1, 100);
        Set<String> seen = new HashSet<>();
        directive.path("Metrics").forEach(metric -> {
            assertThat(names(metric)).containsExactlyInAnyOrder("Name", "Unit");
            String name = metric.path("Name").asText();
            assertThat(name).hasSizeBetween(1, 1024);
            assertThat(seen.add(name)).as(name).isTrue();
            assertThat(UNITS).contains(metric.path("Unit").asText());
            assertThat(line.path(name).isNumber()).as(name).isTrue();
        });
    }

    private static void checkDimension(JsonNode line, JsonNode name) {
        assertThat(name.isTextual()).isTrue();
        assertThat(name.asText()).hasSizeBetween(1, 250);
        assertThat(line.path(name.asText()).isTextual()).as(name.asText()).isTrue();
        assertThat(line.path(name.asText()).asText()).hasSizeBetween(1, 1024);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
