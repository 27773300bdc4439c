package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The JSON of a route table, as it lies in Secrets Manager. Its form is in docs/contracts.md. */
public final class RouteTableJson {

    private static final int VERSION = 1;

    private RouteTableJson() {}

    /** Writes a table; the same table always gives the same text. */
    public static String write(RouteTable table) {
        ObjectNode root = Json.object()
                .put("version", VERSION)
                .put("cluster", table.cluster())
                .put("count", table.count());
        ArrayNode routes = root.putArray("routes");
        table.routes().forEach(route -> routes.add(RouteJson.write(route)));
        return root.toString();
    }

    /** How many bytes a route takes in a table, its comma with it. */
    public static int bytes(Route route) {
        return RouteJson.write(route).toString().getBytes(StandardCharsets.UTF_8).length + 1;
    }

    /**
     * Reads a table.
     *
     * @param cluster the cluster whose secret the text comes from; a table that names another is refused
     * @param json the text
     * @return the table without the routes that could not be read, each of which is told; or refused when it is no
     *     JSON, of another version or another cluster's
     */
    public static Reading<RouteTable> read(String cluster, String json) {
        JsonNode root = Json.parse(json);
        if (root == null || !root.isObject()) {
            return new Reading.Refused<>("route table: must be a JSON object");
        }
        if (!Json.hasVersion(root, VERSION)) {
            return new Reading.Refused<>("route table: version must be " + VERSION);
        }
        if (!cluster.equals(root.path("cluster").textValue())) {
            return new Reading.Refused<>("route table: cluster must be " + cluster + ", the one whose secret it is");
        }
        JsonNode count = root.path("count");
        if (!count.isInt() || count.intValue() < 1 || count.intValue() > RouteTable.MAX_COUNT) {
            return new Reading.Refused<>("route table: count must be 1 to " + RouteTable.MAX_COUNT);
        }
        JsonNode entries = root.path("routes");
        if (!entries.isArray()) {
            return new Reading.Refused<>("route table: routes must be a list");
        }
        List<Route> routes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                routes.add(RouteJson.read(entries.path(i)));
            } catch (InvalidRoute e) {
                problems.add("routes[" + i + "]" + e.problem());
            }
        }
        return new Reading.Read<>(new RouteTable(cluster, count.intValue(), routes), problems);
    }
}
