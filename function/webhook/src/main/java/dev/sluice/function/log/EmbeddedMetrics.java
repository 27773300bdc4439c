package dev.sluice.function.log;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers in a line of the log that CloudWatch counts by itself. Each is a member of the line; {@code _aws} says which
 * members are numbers, and which are their dimensions.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
public final class EmbeddedMetrics {

    /** The namespace of all of them. */
    public static final String NAMESPACE = "Sluice";

    private EmbeddedMetrics() {}

    /**
     * A number.
     *
     * @param name its name, and that of the line's member
     * @param unit one of CloudWatch's units
     * @param value its value
     */
    public record Metric(String name, String unit, long value) {

        /** So many of something. */
        public static Metric count(String name, long value) {
            return new Metric(name, "Count", value);
        }

        Map<String, String> definition() {
            Map<String, String> definition = new LinkedHashMap<>();
            definition.put("Name", name);
            definition.put("Unit", unit);
            return definition;
        }
    }

    /**
     * Numbers that are counted together.
     *
     * @param dimensions the sets of dimensions to count them by; each names members of the line. An empty set: all together
     * @param metrics the numbers
     */
    public record Directive(List<List<String>> dimensions, List<Metric> metrics) {
        public Directive {
            dimensions = List.copyOf(dimensions);
            metrics = List.copyOf(metrics);
        }

        /** Numbers without dimensions. */
        public static Directive of(Metric... metrics) {
            return new Directive(List.of(List.of()), List.of(metrics));
        }

        Map<String, Object> definition() {
            Map<String, Object> definition = new LinkedHashMap<>();
            definition.put("Namespace", NAMESPACE);
            definition.put("Dimensions", dimensions);
            definition.put("Metrics", metrics.stream().map(Metric::definition).toList());
            return definition;
        }
    }

    /** The members to add to a line. */
    public static Map<String, Object> fields(Instant time, Directive... directives) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Directive directive : directives) {
            directive.metrics().forEach(metric -> fields.put(metric.name(), metric.value()));
        }
        Map<String, Object> aws = new LinkedHashMap<>();
        aws.put("Timestamp", time.toEpochMilli());
        aws.put(
                "CloudWatchMetrics",
                List.of(directives).stream().map(Directive::definition).toList());
        fields.put("_aws", aws);
        return fields;
    }
}
