package dev.sluice.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TableLayoutTest {

    @Test
    void noRoutesAreOneEmptyTable() {
        assertThat(tables(List.of(), List.of())).containsExactly(List.of());
    }

    @Test
    void aNewcomerDoesNotChangeTheOrderLater() {
        List<Route> both = List.of(route(0, 1), route(1, 1));
        List<List<Route>> first = tables(List.of(), List.of(both.get(1)));
        List<List<Route>> second = tables(first, both);
        assertThat(tables(second, both)).isEqualTo(second);
    }

    @Test
    void aRouteThatGrowsOutOfAFullTableMovesAndItsNeighboursStay() {
        List<Route> routes = routes(200, 300);
        List<List<Route>> before = tables(List.of(), routes);
        assertThat(before).hasSizeGreaterThan(1);
        Route grown = route(0, 3_000);
        routes.set(0, grown);
        List<List<Route>> after = tables(before, routes);
        assertThat(after.getFirst())
                .isEqualTo(before.getFirst().subList(1, before.getFirst().size()));
        assertThat(after.stream().skip(1)).anySatisfy(table -> assertThat(table).contains(grown));
    }

    @Test
    void whenAllTablesAreFullTheLastRoutesAreLeftOutAndTheOthersStay() {
        List<Route> routes = routes(RouteTable.MAX_COUNT + 3, RouteTable.MAX_BYTES / 2);
        List<Route> fitting = routes.subList(0, RouteTable.MAX_COUNT);

        TableLayout first = TableLayout.of(List.of(), routes);
        assertThat(first.tables())
                .hasSize(RouteTable.MAX_COUNT)
                .allSatisfy(table -> assertThat(table).hasSize(1));
        assertThat(first.leftOut()).isEqualTo(routes.subList(RouteTable.MAX_COUNT, routes.size()));
        assertThat(first.routes()).isEqualTo(RouteTable.MAX_COUNT);
        assertThat(TableLayout.of(first.tables(), routes)).as("stable").isEqualTo(first);
        assertThat(TableLayout.of(List.of(), fitting).tables())
                .as("as if the last were not there")
                .isEqualTo(first.tables());
    }

    @Test
    void anOlderRouteThatGrowsKeepsItsPlaceAndTheYoungestGo() {
        List<Route> routes = routes(RouteTable.MAX_COUNT * 2, RouteTable.MAX_BYTES * 2 / 5);
        List<List<Route>> before = tables(List.of(), routes);
        assertThat(before).hasSize(RouteTable.MAX_COUNT);
        Route grown = route(0, RouteTable.MAX_BYTES * 4 / 5);
        routes.set(0, grown);

        TableLayout after = TableLayout.of(before, routes);

        // two of them, for nobody who did not change moves to make room
        int left = routes.size() - 2;
        assertThat(after.leftOut()).isEqualTo(routes.subList(left, routes.size()));
        assertThat(after.tables().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(routes.subList(0, left));
    }

    @Test
    void aPlaceThatBecomesFreeIsTaken() {
        List<Route> routes = routes(RouteTable.MAX_COUNT + 1, RouteTable.MAX_BYTES / 2);
        TableLayout before = TableLayout.of(List.of(), routes);
        List<Route> fewer = new ArrayList<>(routes);
        fewer.remove(7);

        TableLayout after = TableLayout.of(before.tables(), fewer);

        assertThat(after.leftOut()).isEmpty();
        assertThat(after.tables().get(7)).containsExactly(routes.getLast());
    }

    @Test
    void tablesAreNeverFewerThanBefore() {
        List<List<Route>> before = tables(List.of(), routes(300, 300));
        assertThat(tables(before, List.of())).hasSameSizeAs(before).containsOnly(List.of());
    }

    @Test
    void aRouteThatFillsATableFitsAndALargerOneDoesNot() {
        int rest = RouteTable.MAX_BYTES - 256 - RouteTableJson.bytes(route(0, 1)) + 1;
        assertThat(TableLayout.fits(route(0, rest))).isTrue();
        assertThat(TableLayout.fits(route(0, rest + 1))).isFalse();
        assertThat(bytes(List.of(route(0, rest)))).isLessThanOrEqualTo(RouteTable.MAX_BYTES);
    }

    /** Routes by number and the length of their tokens; few to a table, so that layouts get interesting. */
    @Provide
    static Arbitrary<List<Route>> manyRoutes() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(1, 20_000))
                .as(TableLayoutTest::route)
                .list()
                .ofMaxSize(40)
                .uniqueElements(Route::receiver);
    }

    @Property(tries = 200)
    void everyRouteIsInExactlyOneTableAndEachTableFits(
            @ForAll("manyRoutes") List<Route> before, @ForAll("manyRoutes") List<Route> now) {
        List<List<Route>> tables = tables(tables(List.of(), before), now);
        assertThat(tables.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(now);
        assertThat(tables).allSatisfy(table -> assertThat(bytes(table)).isLessThanOrEqualTo(RouteTable.MAX_BYTES));
    }

    @Property(tries = 200)
    void theOrderInWhichRoutesComeDoesNotMatterAndNothingMovesWithoutAChange(
            @ForAll("manyRoutes") List<Route> before, @ForAll("manyRoutes") List<Route> now, @ForAll long seed) {
        List<List<Route>> tables = tables(tables(List.of(), before), now);
        List<Route> shuffled = new ArrayList<>(now);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(tables(tables, shuffled)).isEqualTo(tables);
    }

    @Property(tries = 200)
    void oneChangedRouteChangesAtMostTheTableItIsInAndTheOneItMovesTo(
            @ForAll("manyRoutes") List<Route> before, @ForAll int which, @ForAll("manyRoutes") List<Route> changes) {
        List<List<Route>> tables = tables(List.of(), before);
        Route changed = changes.isEmpty() ? route(99, 5) : changes.getFirst();
        List<Route> now = new ArrayList<>(before);
        now.removeIf(route -> route.receiver().equals(changed.receiver()));
        if (which % 3 != 0) {
            now.add(changed.in(RouteState.SUSPENDED));
        }
        List<List<Route>> after = tables(tables, now);
        long touched = IntStream.range(0, after.size())
                .filter(n -> n >= tables.size() || !after.get(n).equals(tables.get(n)))
                .count();
        assertThat(touched).isLessThanOrEqualTo(2);
        // whoever did not change did not move
        assertThat(after.stream().flatMap(List::stream).filter(before::contains))
                .allSatisfy(route -> assertThat(home(after, route)).isEqualTo(home(tables, route)));
    }

    private static List<List<Route>> tables(List<List<Route>> before, List<Route> routes) {
        TableLayout layout = TableLayout.of(before, routes);
        assertThat(layout.leftOut()).isEmpty();
        return layout.tables();
    }

    private static int home(List<List<Route>> tables, Route route) {
        return IntStream.range(0, tables.size())
                .filter(n -> tables.get(n).contains(route))
                .findFirst()
                .orElseThrow();
    }

    private static int bytes(List<Route> table) {
        return RouteTableJson.write(new RouteTable("c".repeat(32), 9_999, table))
                .getBytes(UTF_8)
                .length;
    }

    private static List<Route> routes(int count, int tokenLength) {
        return new ArrayList<>(
                IntStream.range(0, count).mapToObj(n -> route(n, tokenLength)).toList());
    }

    private static Route route(int number, int tokenLength) {
        return Route.ready(
                String.format("%064x", number),
                new ReceiverName("apps", String.format("hook-%04d", number)),
                "github",
                List.of(),
                List.of(new Credential.Key("t".repeat(Math.max(1, tokenLength)).getBytes(UTF_8), null)));
    }
}
