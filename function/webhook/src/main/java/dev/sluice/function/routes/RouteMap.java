package dev.sluice.function.routes;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All routes by path; immutable. */
final class RouteMap {

    /** The oldest Receiver first, those of unknown age last; of one Receiver's routes the one that lasts longer. */
    private static final Comparator<ClusterRoute> OLDEST_FIRST = Comparator.comparing(
                    (ClusterRoute route) -> orEndOfTime(route.route().created()))
            .thenComparing(route -> orEndOfTime(route.route().notAfter()), Comparator.reverseOrder())
            .thenComparing(route -> route.cluster().name())
            .thenComparing(route -> route.route().receiver());

    private final Map<String, List<ClusterRoute>> byPath;
    private final boolean complete;

    private RouteMap(Map<String, List<ClusterRoute>> byPath, boolean complete) {
        this.byPath = byPath;
        this.complete = complete;
    }

    /**
     * A map of the clusters' routes. Where routes of one path contradict each other, the oldest wins: one path may lead to
     * several clusters of one group, but to one route in each.
     *
     * @param clusters the clusters
     * @param now routes that have ended by then are left out
     * @param problems is told which routes lost
     */
    static RouteMap of(List<ClusterTables> clusters, Instant now, Consumer<Problem> problems) {
        Map<String, List<ClusterRoute>> byPath = new HashMap<>();
        clusters.stream()
                .flatMap(ClusterTables::routes)
                .filter(route -> route.route().validAt(now))
                .forEach(route -> byPath.computeIfAbsent(route.route().path(), path -> new ArrayList<>())
                        .add(route));
        byPath.replaceAll((path, routes) -> winners(routes, problems));
        boolean anyTable =
                clusters.stream().anyMatch(cluster -> !cluster.tables().isEmpty());
        return new RouteMap(byPath, anyTable && clusters.stream().allMatch(ClusterTables::complete));
    }

    /** The routes of a path that count at that time. */
    Lookup find(String path, Instant now) {
        List<ClusterRoute> routes = byPath.getOrDefault(path, List.of()).stream()
                .filter(route -> route.route().validAt(now))
                .toList();
        if (!routes.isEmpty()) {
            return new Lookup.Found(routes);
        }
        return complete ? new Lookup.Unknown() : new Lookup.NotLoaded();
    }

    private static List<ClusterRoute> winners(List<ClusterRoute> routes, Consumer<Problem> problems) {
        if (routes.size() == 1) {
            return List.copyOf(routes);
        }
        List<ClusterRoute> oldestFirst = routes.stream().sorted(OLDEST_FIRST).toList();
        ClusterRoute oldest = oldestFirst.getFirst();
        Set<String> taken = new HashSet<>();
        List<ClusterRoute> winners = new ArrayList<>();
        for (ClusterRoute route : oldestFirst) {
            if (route.cluster().group().equals(oldest.cluster().group())
                    && taken.add(route.cluster().name())) {
                winners.add(route);
            } else if (winners.stream().noneMatch(winner -> isSameReceiver(winner, route))) {
                problems.accept(new Problem(
                        route.cluster().name(),
                        "route left out: an older one has its path",
                        route.route().receiver() + " loses to " + oldest.route().receiver() + " of cluster "
                                + oldest.cluster().name()));
            }
        }
        return List.copyOf(winners);
    }

    /** A Receiver may stand in its tables twice for a moment, when it moves from one to another. */
    private static boolean isSameReceiver(ClusterRoute a, ClusterRoute b) {
        return a.cluster().equals(b.cluster())
                && a.route().receiver().equals(b.route().receiver());
    }

    private static Instant orEndOfTime(@Nullable Instant time) {
        return time == null ? Instant.MAX : time;
    }
}
