package dev.sluice.function.routes;

import dev.sluice.event.Seal;
import dev.sluice.route.Cluster;
import dev.sluice.route.RouteTable;
import dev.sluice.route.SecretNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads all routes in three steps: the clusters; table 0 and the seal of each; the further tables that table 0 tells of.
 * Every name is derived; nothing is listed.
 */
final class RouteLoader {

    private final SecretReader secrets;
    private final SecretNames names;
    private final Clock clock;

    RouteLoader(SecretReader secrets, SecretNames names, Clock clock) {
        this.secrets = secrets;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Loads.
     *
     * @param before what the last load brought; it stands in for what is not good now
     * @param budget how long it may take
     */
    Loading load(Loaded before, Duration budget) {
        Instant now = clock.instant();
        Instant deadline = now.plus(budget);
        Documents documents = new Documents(before);

        Optional<String> failure = read(List.of(names.clusters()), documents, deadline);
        if (failure.isPresent()) {
            return new Loading.Failed(failure.get());
        }
        List<Cluster> clusters = documents.clusters(names.clusters());
        if (clusters == null) {
            return new Loading.Failed(names.clusters() + ": must be there and readable");
        }
        failure = read(firstNames(clusters), documents, deadline)
                .or(() -> read(furtherNames(clusters, documents), documents, deadline));
        if (failure.isPresent()) {
            return new Loading.Failed(failure.get());
        }
        List<ClusterTables> tables =
                clusters.stream().map(cluster -> tables(cluster, documents)).toList();
        return new Loading.Done(documents.loaded(clusters, RouteMap.of(tables, now, documents::problem)));
    }

    private Optional<String> read(List<String> wanted, Documents documents, Instant deadline) {
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return switch (secrets.read(wanted, Duration.between(clock.instant(), deadline))) {
            case SecretReading.Read read -> {
                documents.add(read);
                yield Optional.empty();
            }
            case SecretReading.Failed(String error) -> Optional.of(error);
        };
    }

    private List<String> firstNames(List<Cluster> clusters) {
        return clusters.stream()
                .map(Cluster::name)
                .flatMap(cluster -> Stream.of(names.routes(cluster, 0), names.seal(cluster)))
                .toList();
    }

    private List<String> furtherNames(List<Cluster> clusters, Documents documents) {
        return clusters.stream()
                .map(Cluster::name)
                .flatMap(cluster ->
                        IntStream.range(1, count(cluster, documents)).mapToObj(n -> names.routes(cluster, n)))
                .toList();
    }

    /** How many tables a cluster has. */
    private int count(String cluster, Documents documents) {
        RouteTable first = documents.table(cluster, names.routes(cluster, 0));
        return first == null ? 0 : first.count();
    }

    private ClusterTables tables(Cluster cluster, Documents documents) {
        @Nullable Seal seal = documents.seal(cluster.name(), names.seal(cluster.name()));
        int count = count(cluster.name(), documents);
        // an agent that has published nothing yet leaves nothing to know
        boolean complete = count > 0 || documents.isAbsent(names.routes(cluster.name(), 0));
        List<RouteTable> tables = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String name = names.routes(cluster.name(), n);
            RouteTable table = documents.table(cluster.name(), name);
            if (table != null) {
                tables.add(table);
            } else {
                complete = false;
                documents.problem(new Problem(cluster.name(), "table missing", name));
            }
        }
        return new ClusterTables(
                cluster, names.source(cluster.name()), seal, tables, complete && (seal != null || tables.isEmpty()));
    }
}
