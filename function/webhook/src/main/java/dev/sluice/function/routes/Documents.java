package dev.sluice.function.routes;

import dev.sluice.event.Seal;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.Reading;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one load, each read once. One that is not good is told as a problem, and in its place the last good
 * one counts.
 */
final class Documents {

    private final Loaded before;
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private final Map<String, RouteTable> tables = new HashMap<>();
    private final Map<String, Seal> seals = new HashMap<>();
    private final Set<Problem> problems = new HashSet<>();

    Documents(Loaded before) {
        this.before = before;
    }

    void add(SecretReading.Read read) {
        texts.putAll(read.values());
        errors.putAll(read.errors());
    }

    /** Whether the store is sure that there is no such document. */
    boolean isAbsent(String name) {
        return !texts.containsKey(name) && !errors.containsKey(name);
    }

    /** The clusters; null when they were never good. */
    @Nullable
    List<Cluster> clusters(String name) {
        String text = wanted(name, "");
        List<Cluster> read = text == null ? null : good(ClustersJson.read(text), "");
        return read != null || before.clusters().isEmpty() ? read : before.clusters();
    }

    /** A table; null when it was never good, or is gone. */
    @Nullable
    RouteTable table(String cluster, String name) {
        return tables.computeIfAbsent(name, key -> {
            String text = text(name, cluster);
            RouteTable read = text == null ? null : good(RouteTableJson.read(cluster, text), cluster);
            return read != null || isAbsent(name) ? read : before.tables().get(name);
        });
    }

    /** A seal; null when it was never good. */
    @Nullable
    Seal seal(String cluster, String name) {
        return seals.computeIfAbsent(name, key -> {
            String text = wanted(name, cluster);
            Seal read = text == null ? null : seal(cluster, name, text);
            return read != null ? read : before.seals().get(name);
        });
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    /** What this load brought. */
    Loaded loaded(List<Cluster> clusters, RouteMap routes) {
        return new Loaded(clusters, tables, seals, routes, problems);
    }

    private @Nullable Seal seal(String cluster, String name, String text) {
        try {
            return Seal.ofText(text);
        } catch (IllegalArgumentException e) {
            problem(new Problem(cluster, "seal refused", name + ": must have at least 16 bytes"));
            return null;
        }
    }

    /** The text of a document that must be there. */
    private @Nullable String wanted(String name, String cluster) {
        if (isAbsent(name)) {
            problem(new Problem(cluster, "secret missing", name));
        }
        return text(name, cluster);
    }

    private @Nullable String text(String name, String cluster) {
        String error = errors.get(name);
        if (error != null) {
            problem(new Problem(cluster, "secret not readable", name + ": " + error));
        }
        return texts.get(name);
    }

    private <T> @Nullable T good(Reading<T> reading, String cluster) {
        return switch (reading) {
            case Reading.Read<T>(T value, List<String> left) -> {
                left.forEach(detail -> problem(new Problem(cluster, "entry left out", detail)));
                yield value;
            }
            case Reading.Refused<T>(String reason) -> {
                problem(new Problem(cluster, "document refused", reason));
                yield null;
            }
        };
    }
}
