package dev.sluice.function.routes;

import dev.sluice.event.Seal;
import dev.sluice.route.Cluster;
import dev.sluice.route.RouteTable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the last good load brought; the next one falls back on it, document by document.
 *
 * @param clusters the clusters
 * @param tables the tables by the secret's name
 * @param seals the seals by the secret's name
 * @param routes all routes
 * @param problems what was not good
 */
record Loaded(
        List<Cluster> clusters,
        Map<String, RouteTable> tables,
        Map<String, Seal> seals,
        RouteMap routes,
        Set<Problem> problems) {

    /** Before the first load. */
    static final Loaded NOTHING =
            new Loaded(List.of(), Map.of(), Map.of(), RouteMap.of(List.of(), Instant.EPOCH, problem -> {}), Set.of());

    Loaded {
        clusters = List.copyOf(clusters);
        tables = Map.copyOf(tables);
        seals = Map.copyOf(seals);
        problems = Set.copyOf(problems);
    }
}
