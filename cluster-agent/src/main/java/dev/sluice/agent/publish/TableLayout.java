package dev.sluice.agent.publish;

import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Routes laid out over tables: each stays where it was as long as it fits there, so that one change rewrites one table.
 * Tables are never fewer than before; one that has become needless is empty. Pure.
 *
 * @param tables the routes of each table, at least one table, each within {@link RouteTable#MAX_BYTES}
 * @param leftOut the routes for which there is no room in {@link RouteTable#MAX_COUNT} tables
 */
record TableLayout(List<List<Route>> tables, List<Route> leftOut) {

    /** The fields around the routes, with room to spare. */
    private static final int FRAME_BYTES = 256;

    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::receiver).thenComparing(Route::path);

    TableLayout {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
    }

    /** How many routes are in the tables. */
    int routes() {
        return tables.stream().mapToInt(List::size).sum();
    }

    /** Whether a table can hold the route. */
    static boolean fits(Route route) {
        return FRAME_BYTES + RouteTableJson.bytes(route) <= RouteTable.MAX_BYTES;
    }

    /**
     * Lays routes out.
     *
     * @param before the routes of each table as they lie now
     * @param routes the routes to publish, each of which {@link #fits}; when there is no room for all, the last are left out
     */
    static TableLayout of(List<List<Route>> before, List<Route> routes) {
        Map<String, Home> homes = homes(before);
        List<Sized> sized = routes.stream()
                .map(route -> new Sized(route, RouteTableJson.bytes(route), homes.get(key(route))))
                .toList();
        Optional<List<List<Route>>> all = tables(before.size(), sized);
        if (all.isPresent()) {
            return new TableLayout(all.get(), List.of());
        }
        int fitting = 0;
        int tooMany = sized.size();
        while (tooMany - fitting > 1) {
            int count = (fitting + tooMany) / 2;
            if (tables(before.size(), sized.subList(0, count)).isPresent()) {
                fitting = count;
            } else {
                tooMany = count;
            }
        }
        return new TableLayout(
                tables(before.size(), sized.subList(0, fitting)).orElseThrow(), routes.subList(fitting, routes.size()));
    }

    private record Home(int table, Route route) {}

    /**
     * A route on its way into a table.
     *
     * @param bytes what it takes there
     * @param home where it lay before; null when it is new
     */
    private record Sized(Route route, int bytes, @Nullable Home home) {

        int rank() {
            if (home == null) {
                return 2;
            }
            return home.route().equals(route) ? 0 : 1;
        }
    }

    private static final class Table {
        final List<Route> routes = new ArrayList<>();
        int bytes = FRAME_BYTES;

        boolean takes(Sized route) {
            if (bytes + route.bytes() > RouteTable.MAX_BYTES) {
                return false;
            }
            bytes += route.bytes();
            return routes.add(route.route());
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

    /** The tables of all these routes; empty when they would be too many. */
    private static Optional<List<List<Route>>> tables(int atLeast, List<Sized> routes) {
        List<Table> tables = new ArrayList<>();
        for (int n = 0; n < Math.max(1, atLeast); n++) {
            tables.add(new Table());
        }
        // whoever did not change stays; whoever grew moves out, if there is no room; newcomers take what is left
        List<Sized> stayersFirst = routes.stream()
                .sorted(Comparator.comparingInt(Sized::rank).thenComparing(Sized::route, ORDER))
                .toList();
        for (Sized route : stayersFirst) {
            place(tables, route);
            if (tables.size() > RouteTable.MAX_COUNT) {
                return Optional.empty();
            }
        }
        return Optional.of(tables.stream().map(Table::sorted).toList());
    }

    private static void place(List<Table> tables, Sized route) {
        Home home = route.home();
        if (tables.get(home == null ? 0 : home.table()).takes(route)
                || tables.stream().anyMatch(table -> table.takes(route))) {
            return;
        }
        Table more = new Table();
        more.takes(route);
        tables.add(more);
    }

    private static String key(Route route) {
        return route.receiver() + " " + route.path();
    }
}
