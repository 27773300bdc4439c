package dev.sluice.agent.publish;

import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays routes out over tables: each stays where it was as long as it fits there, so that one change rewrites one table.
 * Tables are never fewer than before; one that has become needless is empty. Pure.
 */
final class TableLayout {

    /** The fields around the routes, with room to spare. */
    private static final int FRAME_BYTES = 256;

    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::receiver).thenComparing(Route::path);

    private TableLayout() {}

    /** Whether a table can hold the route. */
    static boolean fits(Route route) {
        return FRAME_BYTES + RouteTableJson.bytes(route) <= RouteTable.MAX_BYTES;
    }

    /**
     * The tables.
     *
     * @param before the routes of each table as they lie now
     * @param routes the routes to publish, each of which {@link #fits}
     * @return the routes of each table, at least one table, each within {@link RouteTable#MAX_BYTES}
     */
    static List<List<Route>> of(List<List<Route>> before, List<Route> routes) {
        Map<String, Home> homes = homes(before);
        List<Table> tables = new ArrayList<>();
        for (int n = 0; n < Math.max(1, before.size()); n++) {
            tables.add(new Table());
        }
        // whoever did not change stays; whoever grew moves out, if there is no room; newcomers take what is left
        List<Route> stayersFirst = new ArrayList<>(routes);
        stayersFirst.sort(Comparator.comparingInt((Route route) -> rank(route, homes.get(key(route))))
                .thenComparing(ORDER));
        for (Route route : stayersFirst) {
            Home home = homes.get(key(route));
            place(tables, route, home == null ? 0 : home.table());
        }
        return tables.stream().map(Table::sorted).toList();
    }

    private record Home(int table, Route route) {}

    private static final class Table {
        final List<Route> routes = new ArrayList<>();
        int bytes = FRAME_BYTES;

        boolean takes(Route route, int size) {
            if (bytes + size > RouteTable.MAX_BYTES) {
                return false;
            }
            bytes += size;
            return routes.add(route);
        }

        List<Route> sorted() {
            return routes.stream().sorted(ORDER).toList();
        }
    }

    private static Map<String, Home> homes(List<List<Route>> tables) {
        Map<String, Home> homes = new HashMap<>();
        for (int n = 0; n < tables.size(); n++) {
            for (Route route : tables.get(n)) {
                homes.putIfAbsent(key(route), new Home(n, route));
            }
        }
        return homes;
    }

    private static int rank(Route route, @Nullable Home home) {
        if (home == null) {
            return 2;
        }
        return home.route().equals(route) ? 0 : 1;
    }

    private static void place(List<Table> tables, Route route, int home) {
        int size = RouteTableJson.bytes(route);
        if (tables.get(home).takes(route, size) || tables.stream().anyMatch(table -> table.takes(route, size))) {
            return;
        }
        Table more = new Table();
        more.takes(route, size);
        tables.add(more);
    }

    private static String key(Route route) {
        return route.receiver() + " " + route.path();
    }
}
