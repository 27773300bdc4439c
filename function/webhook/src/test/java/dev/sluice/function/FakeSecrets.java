package dev.sluice.function;

import dev.sluice.function.routes.SecretReader;
import dev.sluice.function.routes.SecretReading;
import dev.sluice.function.tokens.Stage;
import dev.sluice.function.tokens.TokenReader;
import dev.sluice.function.tokens.TokenReading;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Secrets in memory. */
public final class FakeSecrets implements SecretReader, TokenReader {

    /** The names of a test's secrets. */
    public static final SecretNames NAMES = new SecretNames("sluice");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> errors = new HashMap<>();
    private final Map<String, TokenReading> tokens = new HashMap<>();
    private final List<String> tokenReads = new ArrayList<>();
    private final List<List<String>> reads = new ArrayList<>();
    private final List<Duration> budgets = new ArrayList<>();
    private boolean away;

    /** One cluster with its seal and one table. */
    public static FakeSecrets of(String cluster, Route... routes) {
        FakeSecrets secrets = new FakeSecrets();
        secrets.putClusters(cluster(cluster, cluster));
        secrets.putSeal(cluster);
        secrets.putTable(cluster, 0, 1, routes);
        return secrets;
    }

    /** A cluster, whose queue has its name. */
    public static Cluster cluster(String name, String group) {
        return new Cluster(name, "https://sqs.test/" + name, group);
    }

    /** The text of a cluster's seal. */
    public static String seal(String cluster) {
        return "the seal's key of " + cluster;
    }

    public void put(String name, String value) {
        values.put(name, value);
        errors.remove(name);
    }

    public void putClusters(Cluster... clusters) {
        put(NAMES.clusters(), ClustersJson.write(List.of(clusters)));
    }

    public void putSeal(String cluster) {
        put(NAMES.seal(cluster), seal(cluster));
    }

    public void putTable(String cluster, int n, int count, Route... routes) {
        put(NAMES.routes(cluster, n), RouteTableJson.write(new RouteTable(cluster, count, List.of(routes))));
    }

    /** A version of a token; the one that was current is the one before it then. */
    public void putToken(String name, ReceiverSecret secret, Instant created) {
        TokenReading before = tokens.put(name + " " + Stage.CURRENT, new TokenReading.Read(secret, created));
        if (before instanceof TokenReading.Read) {
            tokens.put(name + " " + Stage.PREVIOUS, before);
        }
    }

    /** What comes of reading that version. */
    public void putToken(String name, Stage stage, TokenReading reading) {
        tokens.put(name + " " + stage, reading);
    }

    /** Which tokens were read, with their stages. */
    public List<String> tokenReads() {
        return tokenReads;
    }

    @Override
    public synchronized TokenReading read(String name, Stage stage, Duration budget) {
        tokenReads.add(name + " " + stage);
        budgets.add(budget);
        return away
                ? new TokenReading.Failed("ApiCallTimeoutException")
                : tokens.getOrDefault(name + " " + stage, new TokenReading.Absent());
    }

    public void remove(String name) {
        values.remove(name);
        errors.remove(name);
    }

    /** From now on that secret cannot be read. */
    public void deny(String name) {
        values.remove(name);
        errors.put(name, "AccessDeniedException");
    }

    /** Whether the whole store does not answer. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** The names of each read. */
    public List<List<String>> reads() {
        return reads;
    }

    /** The budget of each read. */
    public List<Duration> budgets() {
        return budgets;
    }

    /** How often the clusters were read, which every load does once. */
    public int loads() {
        return (int)
                reads.stream().filter(names -> names.contains(NAMES.clusters())).count();
    }

    @Override
    public synchronized SecretReading read(List<String> names, Duration budget) {
        reads.add(List.copyOf(names));
        budgets.add(budget);
        if (away) {
            return new SecretReading.Failed("ApiCallTimeoutException");
        }
        Map<String, String> found = new HashMap<>(values);
        found.keySet().retainAll(names);
        Map<String, String> denied = new HashMap<>(errors);
        denied.keySet().retainAll(names);
        return new SecretReading.Read(found, denied);
    }
}
