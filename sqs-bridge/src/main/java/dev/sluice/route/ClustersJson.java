package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON of {@code <prefix>/clusters}:
 * {@code {"version":1,"clusters":{"prod-eu":{"queueUrl":"https://...","group":"prod"}}}}. A cluster whose
 * group is missing or empty is a group of its own.
 */
public final class ClustersJson {

    private static final int VERSION = 1;

    private ClustersJson() {}

    /** Writes the clusters. */
    public static String write(List<Cluster> clusters) {
        ObjectNode root = Json.object().put("version", VERSION);
        ObjectNode entries = root.putObject("clusters");
        for (Cluster cluster : clusters) {
            entries.putObject(cluster.name())
                    .put("queueUrl", cluster.queueUrl())
                    .put("group", cluster.group());
        }
        return root.toString();
    }

    /** Reads the clusters. A wrong entry is left out and told; an unknown version is refused. */
    public static Reading<List<Cluster>> read(String json) {
        JsonNode root = Json.parse(json);
        if (root == null || !root.isObject()) {
            return new Reading.Refused<>("clusters: must be a JSON object");
        }
        if (!Json.hasVersion(root, VERSION)) {
            return new Reading.Refused<>("clusters: version must be " + VERSION);
        }
        JsonNode entries = root.path("clusters");
        if (!entries.isObject()) {
            return new Reading.Refused<>("clusters: clusters must be a JSON object");
        }
        List<Cluster> clusters = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            String name = entry.getKey();
            String queueUrl = entry.getValue().path("queueUrl").asText("");
            String group = entry.getValue().path("group").asText("");
            if (!SecretNames.isCluster(name)) {
                problems.add("clusters: a name must be 1 to 32 of a-z, 0-9 and -");
            } else if (!queueUrl.startsWith("https://") && !queueUrl.startsWith("http://")) {
                problems.add("clusters." + name + ".queueUrl: must be an http or https URL");
            } else {
                clusters.add(new Cluster(name, queueUrl, group.isEmpty() ? name : group));
            }
        }
        return new Reading.Read<>(List.copyOf(clusters), problems);
    }
}
