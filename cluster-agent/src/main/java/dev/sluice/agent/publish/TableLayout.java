package dev.sluice.agent.publish;

import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lays routes out over tables: each stays where it was as long as it fits there, so that one change rewrites one table.
 * Tables are never fewer than before; one that has become needless is empty. Pure.
 */
final class TableLayout {

    /** The fields around the routes, with room to spare. */
    private static final int FRAME_BYTES = 256;

    private TableLayout() {}

    /**
     * The tables.
     *
     * @param cluster the cluster
     * @param before the tables as they are published
     * @param routes the routes to publish
     * @return at least one table, each within {@link RouteTable#MAX_BYTES}
     */
    static List<RouteTable> of(String cluster, List<RouteTable> before, List<Route> routes) {
        Map<String, Integer> home = new HashMap<>();
        for (int n = 0; n < before.size(); n++) {
            for (Route route : before.get(n).routes()) {
                home.putIfAbsent(key(route), n);
            }
        }
        List<Map<String, Route>> tables = new ArrayList<>();
        List<Integer> bytes = new ArrayList<>();
        for (int n = 0; n < Math.max(1, before.size()); n++) {
            tables.add(new LinkedHashMap<>());
            bytes.add(FRAME_BYTES);
        }
        List<Route> settled = new ArrayList<>(routes);
        // those with a home come first, so that no newcomer takes their place
        settled.sort(Comparator.comparing((Route route) -> !home.containsKey(key(route)))
                .thenComparing(Route::receiver)
                .thenComparing(Route::path));
        for (Route route : settled) {
            int size = RouteTableJson.bytes(route);
            int n = firstFit(bytes, size, home.getOrDefault(key(route), 0));
            if (n == tables.size()) {
                tables.add(new LinkedHashMap<>());
                bytes.add(FRAME_BYTES);
            }
            tables.get(n).put(key(route), route);
            bytes.set(n, bytes.get(n) + size);
        }
        return tables.stream()
                .map(table -> new RouteTable(cluster, tables.size(), List.copyOf(table.values())))
                .toList();
    }

    private static int firstFit(List<Integer> bytes, int size, int home) {
        if (bytes.get(home) + size <= RouteTable.MAX_BYTES) {
            return home;
        }
        for (int n = 0; n < bytes.size(); n++) {
            if (bytes.get(n) + size <= RouteTable.MAX_BYTES) {
                return n;
            }
        }
        return bytes.size();
    }

    private static String key(Route route) {
        return route.receiver() + " " + route.path();
    }
}
