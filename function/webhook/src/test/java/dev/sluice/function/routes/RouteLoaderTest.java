package dev.sluice.function.routes;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.FakeSecrets.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.FakeSecrets;
import dev.sluice.function.Ticks;
import dev.sluice.route.Cluster;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which documents are read, and what stands in for one that is not good. */
class RouteLoaderTest {

    private final FakeSecrets secrets = new FakeSecrets();
    private final RouteLoader loader = new RouteLoader(secrets, NAMES, new Ticks());

    @Test
    void namesAreDerivedAndReadInThreeSteps() {
        putTwoClusters();
        secrets.putTable("blue", 0, 3, route("a"));
        secrets.putTable("blue", 1, 3, route("b"));
        secrets.putTable("blue", 2, 3, route("c"));

        Loaded loaded = load(Loaded.NOTHING);

        assertThat(secrets.reads())
                .containsExactly(
                        List.of("sluice/clusters"),
                        List.of(
                                "sluice/blue/routes/0",
                                "sluice/blue/seal",
                                "sluice/green/routes/0",
                                "sluice/green/seal"),
                        List.of("sluice/blue/routes/1", "sluice/blue/routes/2"));
        assertThat(List.of("a", "b", "c", "d")).allMatch(name -> finds(loaded, name));
        assertThat(loaded.problems()).isEmpty();
    }

    @Test
    void aClusterLeadsToItsOwnQueueAlone() {
        putTwoClusters();

        assertThat(found(load(Loaded.NOTHING), "a")).singleElement().satisfies(found -> {
            assertThat(found.cluster()).isEqualTo(cluster("blue", "prod"));
            assertThat(found.source()).isEqualTo("/sluice/blue");
        });
    }

    @Test
    void aTableThatNamesAnotherClusterIsRefused() {
        putTwoClusters();
        secrets.putTable("green", 0, 1, route("d"));
        secrets.put(NAMES.routes("blue", 0), table("green", 1, route("a")));

        Loaded loaded = load(Loaded.NOTHING);

        assertThat(finds(loaded, "d")).isTrue();
        assertThat(loaded.problems())
                .containsExactly(new Problem(
                        "blue", "document refused", "route table: cluster must be blue, the one whose secret it is"));
    }

    @Test
    void aTableThatIsNotGoodLeavesTheLastGoodOneInForce() {
        putTwoClusters();
        Loaded before = load(Loaded.NOTHING);
        for (String bad : List.of("", "{", "[]", "{\"version\":2,\"cluster\":\"blue\"}", "{\"cluster\":\"blue\"}")) {
            secrets.put(NAMES.routes("blue", 0), bad);
            secrets.putTable("green", 0, 1, route("e"));

            Loaded after = load(before);

            assertThat(finds(after, "a")).as(bad).isTrue();
            assertThat(finds(after, "e")).isTrue();
            assertThat(finds(after, "d")).isFalse();
            assertThat(after.problems()).hasSize(1);
            // and still the load after that
            assertThat(finds(load(after), "a")).isTrue();
        }
    }

    @Test
    void aSecretThatCannotBeReadLeavesTheLastGoodOneInForce() {
        putTwoClusters();
        Loaded before = load(Loaded.NOTHING);
        secrets.deny(NAMES.routes("blue", 0));
        secrets.deny(NAMES.seal("green"));

        Loaded after = load(before);

        assertThat(finds(after, "a")).isTrue();
        assertThat(finds(after, "d")).isTrue();
        assertThat(after.problems())
                .containsExactlyInAnyOrder(
                        new Problem("blue", "secret not readable", "sluice/blue/routes/0: AccessDeniedException"),
                        new Problem("green", "secret not readable", "sluice/green/seal: AccessDeniedException"));
    }

    @Test
    void aBadRouteDisablesOnlyItself() {
        putTwoClusters();
        String good = table("blue", 1, route("a"), route("b"));
        secrets.put(NAMES.routes("blue", 0), good.replaceFirst("\"state\":\"ready\"", "\"state\":\"dreaming\""));

        Loaded loaded = load(Loaded.NOTHING);

        assertThat(finds(loaded, "a")).isFalse();
        assertThat(finds(loaded, "b")).isTrue();
        assertThat(loaded.problems())
                .containsExactly(new Problem(
                        "blue",
                        "entry left out",
                        "routes[0].state: must be one of ready, suspended, notReady, noToken, invalidFilter"));
    }

    @Test
    void aTableThatIsGoneTakesItsRoutesWithIt() {
        putTwoClusters();
        Loaded before = load(Loaded.NOTHING);
        secrets.remove(NAMES.routes("blue", 0));

        Loaded after = load(before);

        assertThat(find(after, "a")).isEqualTo(new Lookup.Unknown());
        assertThat(finds(after, "d")).isTrue();
    }

    @Test
    void aClusterThatIsGoneTakesItsRoutesWithIt() {
        putTwoClusters();
        Loaded before = load(Loaded.NOTHING);
        secrets.putClusters(cluster("green", "prod"));

        assertThat(find(load(before), "a")).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void anUnknownPathCannotBeToldWhileATableThatMayHoldItIsUnread() {
        putTwoClusters();
        secrets.deny(NAMES.routes("blue", 0));
        assertThat(find(load(Loaded.NOTHING), "a")).isEqualTo(new Lookup.NotLoaded());

        putTwoClusters();
        secrets.remove(NAMES.seal("blue"));
        assertThat(find(load(Loaded.NOTHING), "a")).isEqualTo(new Lookup.NotLoaded());

        putTwoClusters();
        secrets.putTable("blue", 0, 2, route("b"));
        assertThat(find(load(Loaded.NOTHING), "a")).isEqualTo(new Lookup.NotLoaded());
    }

    @Test
    void anUnknownPathCanBeToldWhileAnAgentHasPublishedNothing() {
        putTwoClusters();
        secrets.remove(NAMES.routes("blue", 0));

        assertThat(find(load(Loaded.NOTHING), "a")).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void nothingCanBeToldWhileNoAgentHasPublished() {
        putTwoClusters();
        secrets.remove(NAMES.routes("blue", 0));
        secrets.remove(NAMES.routes("green", 0));

        assertThat(find(load(Loaded.NOTHING), "a")).isEqualTo(new Lookup.NotLoaded());
    }

    @Test
    void aSealThatIsTooShortIsRefused() {
        putTwoClusters();
        secrets.put(NAMES.seal("blue"), "short");

        assertThat(load(Loaded.NOTHING).problems())
                .containsExactly(new Problem("blue", "seal refused", "sluice/blue/seal: must have at least 16 bytes"));
    }

    @Test
    void withoutGoodClustersTheLastGoodOnesStay() {
        assertThat(loader.load(Loaded.NOTHING, Duration.ofSeconds(1))).isInstanceOf(Loading.Failed.class);
        putTwoClusters();
        Loaded before = load(Loaded.NOTHING);
        secrets.put(NAMES.clusters(), "{}");

        Loaded after = load(before);

        assertThat(finds(after, "a")).isTrue();
        assertThat(after.problems())
                .containsExactly(new Problem("", "document refused", "clusters: version must be 1"));
    }

    @Test
    void clustersThatAreGoneStayAndAreTold() {
        putTwoClusters();
        Loaded before = load(Loaded.NOTHING);
        secrets.remove(NAMES.clusters());

        Loaded after = load(before);

        assertThat(finds(after, "a")).isTrue();
        assertThat(after.problems()).containsExactly(new Problem("", "secret missing", "sluice/clusters"));
    }

    @Test
    void aClusterCannotMakeTheFunctionReadWithoutEnd() {
        putTwoClusters();
        secrets.putTable("blue", 0, Integer.MAX_VALUE, route("a"));

        Loaded loaded = load(Loaded.NOTHING);

        assertThat(secrets.reads().getLast()).hasSize(4);
        assertThat(finds(loaded, "d")).isTrue();
        assertThat(loaded.problems()).extracting(Problem::message).containsExactly("document refused");
    }

    @Test
    void manyClustersAreReadInOneStep() {
        List<Cluster> clusters =
                IntStream.range(0, 50).mapToObj(n -> cluster("c" + n, "all")).toList();
        secrets.putClusters(clusters.toArray(Cluster[]::new));
        clusters.forEach(cluster -> {
            secrets.putSeal(cluster.name());
            secrets.putTable(cluster.name(), 0, 1, route("a"));
        });

        assertThat(found(load(Loaded.NOTHING), "a")).hasSize(50);
        assertThat(secrets.reads()).hasSize(2);
    }

    private void putTwoClusters() {
        secrets.putClusters(cluster("blue", "prod"), cluster("green", "test"));
        secrets.putSeal("blue");
        secrets.putSeal("green");
        secrets.putTable("blue", 0, 1, route("a"));
        secrets.putTable("green", 0, 1, route("d"));
    }

    private Loaded load(Loaded before) {
        return switch (loader.load(before, Duration.ofSeconds(1))) {
            case Loading.Done(Loaded loaded) -> loaded;
            case Loading.Failed(String error) -> throw new AssertionError(error);
        };
    }

    private static Route route(String hexDigit) {
        return Route.ready(hexDigit.repeat(64), new ReceiverName("apps", hexDigit), "generic", List.of(), List.of());
    }

    private static String table(String cluster, int count, Route... routes) {
        return RouteTableJson.write(new RouteTable(cluster, count, List.of(routes)));
    }

    private static Lookup find(Loaded loaded, String hexDigit) {
        return loaded.routes().find(hexDigit.repeat(64), Ticks.START);
    }

    private static boolean finds(Loaded loaded, String hexDigit) {
        return find(loaded, hexDigit) instanceof Lookup.Found;
    }

    private static List<ClusterRoute> found(Loaded loaded, String hexDigit) {
        return find(loaded, hexDigit) instanceof Lookup.Found(List<ClusterRoute> routes) ? routes : List.of();
    }
}
