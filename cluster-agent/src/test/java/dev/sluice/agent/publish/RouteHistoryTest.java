package dev.sluice.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AReceiver;
import dev.sluice.route.Credential;
import dev.sluice.route.Reading;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteHistoryTest {

    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00.123456789Z");
    private static final Duration GRACE = Duration.ofHours(1);
    private static final String P1 = "11".repeat(32);
    private static final String P2 = "22".repeat(32);
    private static final String P3 = "33".repeat(32);

    @Test
    void whatWasNeverPublishedHasNoPast() {
        assertThat(RouteHistory.with(List.of(), Optional.of(route(P1, "a")), T0, GRACE))
                .containsExactly(route(P1, "a"));
    }

    @Test
    void aNewTokenUnderAnUnchangedPathVerifiesBesideTheOldOneUntilTheGraceIsOver() {
        List<Route> rotated = after(List.of(route(P1, "a")), route(P1, "b"), T0);
        assertThat(rotated).containsExactly(route(P1, key("b"), key("a", T0.plus(GRACE))));
        assertThat(after(rotated, route(P1, "b"), minutes(30))).isEqualTo(rotated);
        assertThat(after(rotated, route(P1, "b"), T0.plus(GRACE))).isEqualTo(rotated);
        assertThat(after(rotated, route(P1, "b"), T0.plus(GRACE).plusNanos(1))).containsExactly(route(P1, "b"));
    }

    @Test
    void onceThePathChangesTheOldOneStaysWithBothTokensAndTheNewOneTakesTheNewToken() {
        List<Route> rotated = after(List.of(route(P1, "a")), route(P1, "b"), T0);
        List<Route> moved = after(rotated, route(P2, "b"), minutes(2));
        Instant end = minutes(2).plus(GRACE);
        assertThat(moved)
                .containsExactly(
                        route(P2, "b"),
                        route(P1, key("b", end), key("a", T0.plus(GRACE)))
                                .with(List.of(key("b", end), key("a", T0.plus(GRACE))), end));
    }

    @Test
    void tokenAndPathThatChangeTogetherLeaveTheOldPathToBothTokens() {
        List<Route> moved = after(List.of(route(P1, "a")), route(P2, "b"), T0);
        Instant end = T0.plus(GRACE);
        assertThat(moved)
                .containsExactly(route(P2, "b"), route(P1, "a").with(List.of(key("b", end), key("a", end)), end));
    }

    @Test
    void nothingMovesWhileNothingChanges() {
        List<Route> moved = after(List.of(route(P1, "a")), route(P2, "b"), T0);
        for (int minute = 1; minute <= 60; minute++) {
            assertThat(after(moved, route(P2, "b"), minutes(minute))).isEqualTo(moved);
        }
        assertThat(after(moved, route(P2, "b"), minutes(60).plusNanos(1))).containsExactly(route(P2, "b"));
    }

    @Test
    void repeatedRotationsKeepEachTokenForItsOwnGrace() {
        List<Route> routes = List.of(route(P1, "a"));
        routes = after(routes, route(P1, "b"), T0);
        routes = after(routes, route(P1, "c"), minutes(20));
        assertThat(routes).containsExactly(route(P1, key("c"), key("b", minutes(80)), key("a", minutes(60))));
        routes = after(routes, route(P2, "c"), minutes(30));
        assertThat(routes).hasSize(2);
        assertThat(routes.getLast().notAfter()).isEqualTo(minutes(90));
        assertThat(routes.getLast().credentials())
                .containsExactly(key("c", minutes(90)), key("b", minutes(80)), key("a", minutes(60)));
        routes = after(routes, route(P3, "d"), minutes(70));
        assertThat(routes).extracting(Route::path).containsExactly(P3, P2, P1);
        assertThat(routes.get(1).credentials()).containsExactly(key("d", minutes(130)), key("c", minutes(130)));
        assertThat(routes.get(2).notAfter()).isEqualTo(minutes(90));
        assertThat(routes.get(2).credentials())
                .containsExactly(key("d", minutes(90)), key("c", minutes(90)), key("b", minutes(80)));
    }

    @Test
    void aRotationThatIsTakenBackEndsTheOtherTokenOnly() {
        List<Route> routes = after(List.of(route(P1, "a")), route(P2, "b"), T0);
        routes = after(routes, route(P1, "a"), minutes(10));
        assertThat(routes.getFirst()).isEqualTo(route(P1, key("a"), key("b", minutes(60))));
        assertThat(routes.get(1).path()).isEqualTo(P2);
        assertThat(routes.get(1).notAfter()).isEqualTo(minutes(70));
    }

    @Test
    void aGraceOfZeroKeepsNothing() {
        List<Route> moved = after(List.of(route(P1, "a")), route(P2, "b"), T0);
        assertThat(RouteHistory.with(moved, Optional.of(route(P2, "b")), T0, Duration.ZERO))
                .containsExactly(route(P2, "b"));
        List<Route> rotated = after(List.of(route(P1, "a")), route(P1, "b"), T0);
        assertThat(RouteHistory.with(rotated, Optional.of(route(P1, "b")), T0, Duration.ZERO))
                .containsExactly(route(P1, "b"));
    }

    @Test
    void aShorterGraceAfterARestartShortensWhatRuns() {
        List<Route> rotated = after(List.of(route(P1, "a")), route(P1, "b"), T0);
        assertThat(RouteHistory.with(rotated, Optional.of(route(P1, "b")), minutes(1), Duration.ofMinutes(5)))
                .containsExactly(route(P1, key("b"), key("a", minutes(6))));
    }

    @Test
    void aPathThatWasTakenAwayEndsEverythingAtOnce() {
        List<Route> moved = after(List.of(route(P1, "a")), route(P2, "b"), T0);
        assertThat(RouteHistory.with(moved, Optional.empty(), minutes(1), GRACE))
                .isEmpty();
    }

    @Test
    void aTokenThatIsGoneIsNoRotation() {
        Route noToken = route(P1).in(RouteState.NO_TOKEN);
        assertThat(after(List.of(route(P1, "a")), noToken, T0)).containsExactly(noToken);
    }

    @Test
    void anOldPathFollowsItsReceiverInEverything() {
        List<Route> moved = after(List.of(route(P1, "a")), route(P2, "b"), T0);
        for (RouteState state : RouteState.values()) {
            assertThat(after(moved, route(P2, "b").in(state), minutes(1)))
                    .extracting(Route::state)
                    .containsOnly(state);
        }
        Route changed = CurrentRoute.of(
                        AReceiver.github()
                                .path(P2)
                                .events("push")
                                .resourceFilter("req.ok == true")
                                .build(),
                        new ReceiverSecret(Map.of("token", "b".getBytes(UTF_8))))
                .orElseThrow();
        assertThat(after(moved, changed, minutes(1))).allSatisfy(route -> {
            assertThat(route.events()).containsExactly("push");
            assertThat(route.filtered()).isTrue();
        });
    }

    @Test
    void credentialsOfAnotherTypeDoNotVerifyOnTheSamePath() {
        Route gitlab = Route.ready(
                P1, AReceiver.NAME, "gitlab", List.of(), List.of(Credential.Sha256.of("a".getBytes(UTF_8))));
        assertThat(after(List.of(route(P1, "a")), gitlab, T0)).containsExactly(gitlab);
    }

    @Test
    void whoeverRotatesWithoutPauseKeepsOnlyTheLatestTokens() {
        List<Route> routes = List.of();
        for (int i = 0; i < 50; i++) {
            String path = String.format("%064x", i);
            routes = after(routes, route(path, "t" + i), T0.plusSeconds(i));
        }
        assertThat(routes).hasSize(1 + RouteHistory.MOST_KEPT);
        assertThat(routes.get(1).path()).isEqualTo(String.format("%064x", 48));
        assertThat(routes)
                .allSatisfy(
                        route -> assertThat(route.credentials()).hasSizeLessThanOrEqualTo(1 + RouteHistory.MOST_KEPT));
    }

    /** What happens to a Receiver from one moment to the next. */
    record Step(int token, int path, RouteState state, int seconds) {}

    @Provide
    static Arbitrary<List<Step>> lives() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(RouteState.READY, RouteState.SUSPENDED, RouteState.NOT_READY),
                        Arbitraries.integers().between(0, 2_000))
                .as(Step::new)
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void everyLifeIsStableAndSurvivesARestartAndForgetsInTime(@ForAll("lives") List<Step> life) {
        Instant now = T0;
        List<Route> published = List.of();
        for (Step step : life) {
            now = now.plusSeconds(step.seconds());
            Route current = route(String.format("%064x", step.path()), "token" + step.token())
                    .in(step.state());
            List<Route> next = after(published, current, now);
            assertThat(next.getFirst()).satisfies(first -> {
                assertThat(first.path()).isEqualTo(current.path());
                assertThat(first.notAfter()).isNull();
                assertThat(first.credentials().getFirst())
                        .isEqualTo(current.credentials().getFirst());
            });
            Instant latest = now.plus(GRACE);
            assertThat(next.stream().skip(1)).allSatisfy(old -> {
                assertThat(old.notAfter()).isNotNull().isBeforeOrEqualTo(latest);
                assertThat(old.credentials())
                        .allSatisfy(credential ->
                                assertThat(credential.notAfter()).isNotNull().isBeforeOrEqualTo(old.notAfter()));
            });
            assertThat(next).extracting(Route::path).doesNotHaveDuplicates();
            assertThat(after(next, current, now)).as("stable").isEqualTo(next);
            assertThat(after(readBack(next), current, now)).as("restarted").isEqualTo(next);
            assertThat(after(next, current, latest.plusNanos(1))).as("in time").containsExactly(current);
            published = next;
        }
    }

    private static List<Route> readBack(List<Route> routes) {
        String json = RouteTableJson.write(new RouteTable("prod", 1, routes));
        return ((Reading.Read<RouteTable>) RouteTableJson.read("prod", json))
                .value()
                .routes();
    }

    private static List<Route> after(List<Route> published, Route current, Instant now) {
        return RouteHistory.with(published, Optional.of(current), now, GRACE);
    }

    private static Instant minutes(int minutes) {
        return T0.plus(Duration.ofMinutes(minutes));
    }

    private static Route route(String path, String token) {
        return route(path, key(token));
    }

    private static Route route(String path, Credential... credentials) {
        return Route.ready(path, AReceiver.NAME, "github", List.of(), new ArrayList<>(List.of(credentials)));
    }

    private static Credential key(String token) {
        return key(token, null);
    }

    private static Credential key(String token, @Nullable Instant notAfter) {
        return new Credential.Key(token.getBytes(UTF_8), notAfter);
    }
}
