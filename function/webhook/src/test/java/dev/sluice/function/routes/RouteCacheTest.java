package dev.sluice.function.routes;

import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.FakeSecrets;
import dev.sluice.function.LogLines;
import dev.sluice.function.Ticks;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteCacheTest {

    private static final String UNKNOWN = "0".repeat(64);
    private static final RandomGenerator NO_JITTER = () -> 0;

    private final Ticks clock = new Ticks();
    private final LogLines log = new LogLines(clock);
    private final FakeSecrets secrets = FakeSecrets.of("prod", route("generic"));
    private final RouteCache cache = cache(secrets, NO_JITTER);

    @Test
    void theFirstLookUpLoadsAndMayTakeFourSeconds() {
        assertThat(cache.find(DIGEST)).isInstanceOf(Lookup.Found.class);
        assertThat(secrets.loads()).isEqualTo(1);
        assertThat(secrets.budgets()).allMatch(Duration.ofSeconds(4)::equals);
    }

    @Test
    void withinAMinuteNothingIsReadAgain() {
        cache.find(DIGEST);
        clock.pass(Duration.ofSeconds(59));
        cache.find(DIGEST);
        assertThat(secrets.loads()).isEqualTo(1);
    }

    @Test
    void afterAMinuteALookUpLoadsInLineAndMayTakeOneSecond() {
        cache.find(DIGEST);
        secrets.putTable("prod", 0, 1);
        clock.pass(Duration.ofSeconds(60));
        secrets.budgets().clear();

        assertThat(cache.find(DIGEST)).isEqualTo(new Lookup.Unknown());
        assertThat(secrets.loads()).isEqualTo(2);
        assertThat(secrets.budgets()).allMatch(Duration.ofSeconds(1)::equals);
    }

    @Test
    void chanceMakesTheMinuteShorterByUpToFifteenSecondsNeverLonger() {
        for (int chance = 0; chance < 40; chance++) {
            FakeSecrets own = FakeSecrets.of("prod", route("generic"));
            RouteCache spread = cache(own, RandomGenerator.of("SplittableRandom"));
            spread.find(DIGEST);
            clock.pass(Duration.ofSeconds(45).minusMillis(1));
            spread.find(DIGEST);
            assertThat(own.loads()).isEqualTo(1);
            clock.pass(Duration.ofSeconds(15).plusMillis(1));
            spread.find(DIGEST);
            assertThat(own.loads()).isEqualTo(2);
        }
    }

    @Test
    void whileTheStoreIsAwayTheOldRoutesCountAndTheStoreIsAskedEverLessOften() {
        cache.find(DIGEST);
        secrets.away(true);
        clock.pass(Duration.ofSeconds(60));

        assertThat(cache.find(DIGEST)).isInstanceOf(Lookup.Found.class);
        assertThat(triesWithin(Duration.ofMinutes(3))).containsExactly(5, 15, 35, 75, 135);
        assertThat(cache.find(DIGEST)).isInstanceOf(Lookup.Found.class);
        assertThat(log.messages()).containsOnly("routes not loaded");
    }

    @Test
    void onceTheStoreIsBackTheRoutesAreFreshAgain() {
        cache.find(DIGEST);
        secrets.away(true);
        clock.pass(Duration.ofSeconds(60));
        cache.find(DIGEST);
        secrets.away(false);
        secrets.putTable("prod", 0, 1);
        clock.pass(Duration.ofSeconds(5));

        assertThat(cache.find(DIGEST)).isEqualTo(new Lookup.Unknown());
    }

    @Test
    void aNewRouteIsFoundFiveSecondsAfterTheLastLoad() {
        secrets.putTable("prod", 0, 1);
        assertThat(cache.find(DIGEST)).isEqualTo(new Lookup.Unknown());
        secrets.putTable("prod", 0, 1, route("generic"));

        clock.pass(Duration.ofMillis(4999));
        assertThat(cache.find(DIGEST)).isEqualTo(new Lookup.Unknown());
        clock.pass(Duration.ofMillis(1));
        assertThat(cache.find(DIGEST)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void whoGuessesPathsLoadsTheStoreEverLessOften() {
        cache.find(DIGEST);

        assertThat(missesThatLoadWithin(Duration.ofSeconds(100))).containsExactly(5, 15, 35, 75);
    }

    @Test
    void aPathThatALoadFoundEndsTheBackOff() {
        cache.find(DIGEST);
        missesThatLoadWithin(Duration.ofSeconds(36));
        String later = "1".repeat(64);
        clock.pass(Duration.ofSeconds(39));
        secrets.putTable("prod", 0, 1, route("generic"), at(later));
        assertThat(cache.find(later)).isInstanceOf(Lookup.Found.class);

        assertThat(missesThatLoadWithin(Duration.ofSeconds(16))).containsExactly(5, 15);
    }

    @Test
    void withoutAnyTableEachLookUpTriesAgainOnce() {
        secrets.away(true);
        assertThat(cache.find(DIGEST)).isEqualTo(new Lookup.NotLoaded());
        assertThat(secrets.loads()).isEqualTo(1);
        assertThat(cache.find(DIGEST)).isEqualTo(new Lookup.NotLoaded());
        assertThat(secrets.loads()).isEqualTo(2);
        secrets.away(false);
        assertThat(cache.find(DIGEST)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void aProblemIsToldOnceAndAgainWhenItComesBack() {
        secrets.put(FakeSecrets.NAMES.routes("prod", 0), "{\"version\":2}");
        cache.find(DIGEST);
        clock.pass(Duration.ofSeconds(60));
        cache.find(DIGEST);
        assertThat(log.messages()).containsExactly("document refused");

        secrets.putTable("prod", 0, 1);
        clock.pass(Duration.ofSeconds(60));
        cache.find(DIGEST);
        secrets.put(FakeSecrets.NAMES.routes("prod", 0), "{\"version\":2}");
        clock.pass(Duration.ofSeconds(60));
        cache.find(DIGEST);
        assertThat(log.messages()).containsExactly("document refused", "document refused");
    }

    @Test
    void oneLoadsWhileTheOthersUseTheOldRoutes() throws Exception {
        CountDownLatch inLoad = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger slow = new AtomicInteger();
        RouteCache slowCache = cache(
                (names, budget) -> {
                    if (slow.getAndIncrement() == 2) {
                        inLoad.countDown();
                        await(goOn);
                    }
                    return secrets.read(names, budget);
                },
                NO_JITTER);
        slowCache.find(DIGEST);
        clock.pass(Duration.ofSeconds(60));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Lookup> loading = threads.submit(() -> slowCache.find(DIGEST));
            await(inLoad);

            assertThat(slowCache.find(DIGEST)).isInstanceOf(Lookup.Found.class);
            assertThat(loading).isNotDone();
            goOn.countDown();
            assertThat(loading.get(10, TimeUnit.SECONDS)).isInstanceOf(Lookup.Found.class);
        }
        assertThat(secrets.loads()).isEqualTo(2);
    }

    @Test
    void theFirstLookUpsShareOneLoad() throws Exception {
        CountDownLatch inLoad = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        RouteCache slowCache = cache(
                (names, budget) -> {
                    inLoad.countDown();
                    await(goOn);
                    return secrets.read(names, budget);
                },
                NO_JITTER);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Lookup> first = threads.submit(() -> slowCache.find(DIGEST));
            await(inLoad);
            Future<Lookup> second = threads.submit(() -> slowCache.find(DIGEST));
            goOn.countDown();

            assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Lookup.Found.class);
            assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(Lookup.Found.class);
        }
        assertThat(secrets.loads()).isEqualTo(1);
    }

    private RouteCache cache(SecretReader reader, RandomGenerator random) {
        return new RouteCache(reader, FakeSecrets.NAMES, clock, random, log.log());
    }

    private List<Integer> triesWithin(Duration time) {
        return secondsThatLoad(DIGEST, time);
    }

    private List<Integer> missesThatLoadWithin(Duration time) {
        return secondsThatLoad(UNKNOWN, time);
    }

    /** Looks up once a second; the seconds in which that loaded. */
    private List<Integer> secondsThatLoad(String digest, Duration time) {
        return IntStream.rangeClosed(1, (int) time.toSeconds())
                .filter(second -> {
                    int before = secrets.loads();
                    clock.pass(Duration.ofSeconds(1));
                    cache.find(digest);
                    return secrets.loads() > before;
                })
                .boxed()
                .toList();
    }

    private static Route at(String digest) {
        return Route.ready(digest, new ReceiverName("flux-system", "later"), "generic", List.of(), List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
