package dev.sluice.function.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.event.Seal;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.Ticks;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets the webhooks of a path that several routes claim. */
class RouteMapTest {

    private static final String PATH = "a".repeat(64);
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-02-01T00:00:00Z");

    private final List<Problem> problems = new ArrayList<>();

    @Test
    void everyClusterOfAGroupGetsThem() {
        assertThat(winners(cluster("blue", "prod", route("r", LATE)), cluster("green", "prod", route("r", EARLY))))
                .containsExactlyInAnyOrder("blue apps/r", "green apps/r");
        assertThat(problems).isEmpty();
    }

    @Test
    void acrossGroupsTheOldestGetsThemAndItsGroup() {
        assertThat(winners(
                        cluster("blue", "prod", route("r", LATE)),
                        cluster("red", "test", route("r", EARLY)),
                        cluster("rose", "test", route("r", LATE))))
                .containsExactlyInAnyOrder("red apps/r", "rose apps/r");
        assertThat(problems)
                .containsExactly(new Problem(
                        "blue", "route left out: an older one has its path", "apps/r loses to apps/r of cluster red"));
    }

    @Test
    void twiceInOneClusterTheOldestGetsThem() {
        assertThat(winners(cluster("blue", "prod", route("late", LATE), route("early", EARLY))))
                .containsExactly("blue apps/early");
        assertThat(problems).hasSize(1);
    }

    @Test
    void whoseAgeIsUnknownCountsAsTheYoungest() {
        assertThat(winners(cluster("blue", "prod", route("unknown", null), route("late", LATE))))
                .containsExactly("blue apps/late");
    }

    @Test
    void aRouteThatHasEndedShadowsNone() {
        Route ended = ending(route("early", EARLY), Ticks.START.minusSeconds(1));

        assertThat(winners(cluster("blue", "prod", ended, route("late", LATE)))).containsExactly("blue apps/late");
        assertThat(problems).isEmpty();
    }

    @Test
    void aReceiverThatIsThereTwiceKeepsTheRouteThatLastsLonger() {
        Route ending = ending(route("r", EARLY), Ticks.START.plusSeconds(1));

        assertThat(routes(cluster("blue", "prod", ending, route("r", EARLY))))
                .singleElement()
                .satisfies(found -> assertThat(found.route().notAfter()).isNull());
        assertThat(problems).isEmpty();
    }

    private List<String> winners(ClusterTables... clusters) {
        return routes(clusters).stream()
                .map(found -> found.cluster().name() + " " + found.route().receiver())
                .toList();
    }

    private List<ClusterRoute> routes(ClusterTables... clusters) {
        Lookup lookup =
                RouteMap.of(List.of(clusters), Ticks.START, problems::add).find(PATH, Ticks.START);
        return lookup instanceof Lookup.Found(List<ClusterRoute> found) ? found : List.of();
    }

    private static ClusterTables cluster(String name, String group, Route... routes) {
        return new ClusterTables(
                FakeSecrets.cluster(name, group),
                "/sluice/" + name,
                Seal.ofText(FakeSecrets.seal(name)),
                List.of(new RouteTable(name, 1, List.of(routes))),
                true);
    }

    private static Route ending(Route route, Instant end) {
        return route.with(route.credentials(), end);
    }

    private static Route route(String name, @Nullable Instant created) {
        return new Route(
                PATH,
                new ReceiverName("apps", name),
                "generic",
                List.of(),
                RouteState.READY,
                false,
                created,
                null,
                List.of(),
                null,
                null,
                null,
                List.of(),
                Map.of());
    }
}
