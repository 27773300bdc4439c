package dev.sluice.function.routes;

import dev.sluice.event.Seal;
import dev.sluice.route.Cluster;
import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one cluster.
 *
 * @param cluster the cluster
 * @param source the {@code source} of its events
 * @param seal its seal; null when that could never be read
 * @param tables its tables, each the last good one
 * @param complete whether all that should be there is: a path that is unknown here is none of its
 */
record ClusterTables(
        Cluster cluster, String source, @Nullable Seal seal, List<RouteTable> tables, boolean complete) {

    ClusterTables {
        tables = List.copyOf(tables);
    }

    /** Its routes; none without a seal, for no event of theirs could be sealed. */
    Stream<ClusterRoute> routes() {
        return seal == null
                ? Stream.empty()
                : tables.stream()
                        .map(RouteTable::routes)
                        .flatMap(List<Route>::stream)
                        .map(route -> new ClusterRoute(cluster, source, route, seal));
    }
}
