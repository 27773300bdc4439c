package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of {@code <prefix>/clusters}:
 * {@code {"version":1,"clusters":{"prod-eu":{"queueUrl":"https://...","group":"prod"}}}}. A cluster whose
 * group is missing or empty is a group of its own. {@code "copyTo":["https://..."]} beside them names at most five queues
 * of other consumers.
 */
public final class ClustersJson {

    private static final int VERSION = 1;
    private static final int MAX_COPIES = 5;

    private ClustersJson() {}

    /** Writes the clusters. */
    public static String write(List<Cluster> clusters) {
        ObjectNode root = Json.object().put("version", VERSION);
        ObjectNode entries = root.putObject("clusters");
        for (Cluster cluster : clusters) {
            ObjectNode entry = entries.putObject(cluster.name())
                    .put("queueUrl", cluster.queueUrl())
                    .put("group", cluster.group());
            if (!cluster.copyTo().isEmpty()) {
                cluster.copyTo().forEach(entry.putArray("copyTo")::add);
            }
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
        Set<String> ownQueues = new HashSet<>();
        entries.forEach(entry -> ownQueues.add(entry.path("queueUrl").asText("")));
        List<Cluster> clusters = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            String name = entry.getKey();
            String queueUrl = entry.getValue().path("queueUrl").asText("");
            String group = entry.getValue().path("group").asText("");
            if (!SecretNames.isCluster(name)) {
                problems.add("clusters: a name must be 1 to 32 of a-z, 0-9 and -");
            } else if (!isUrl(queueUrl)) {
                problems.add("clusters." + name + ".queueUrl: must be an http or https URL");
            } else {
                List<String> copyTo =
                        copyTo(entry.getValue().path("copyTo"), "clusters." + name + ".copyTo", ownQueues, problems);
                clusters.add(new Cluster(name, queueUrl, group.isEmpty() ? name : group, copyTo));
            }
        }
        return new Reading.Read<>(List.copyOf(clusters), problems);
    }

    /** A wrong queue is left out and told; neither the others nor the cluster suffer from it. */
    private static List<String> copyTo(JsonNode urls, String field, Set<String> ownQueues, List<String> problems) {
        if (!urls.isArray() && !urls.isMissingNode() && !urls.isNull()) {
            problems.add(field + ": must be an array of at most " + MAX_COPIES + " URLs");
        }
        List<String> copyTo = new ArrayList<>();
        for (int i = 0; i < urls.size() && urls.isArray(); i++) {
            String url = urls.path(i).asText("");
            String place = field + "[" + i + "]";
            if (!isUrl(url)) {
                problems.add(place + ": must be an http or https URL");
            } else if (ownQueues.contains(url)) {
                problems.add(place + ": must not be a cluster's own queue");
            } else if (copyTo.contains(url)) {
                problems.add(place + ": must not be there twice");
            } else if (copyTo.size() == MAX_COPIES) {
                problems.add(place + ": must be one of at most " + MAX_COPIES);
            } else {
                copyTo.add(url);
            }
        }
        return copyTo;
    }

    private static boolean isUrl(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }
}
