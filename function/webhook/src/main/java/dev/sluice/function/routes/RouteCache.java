package dev.sluice.function.routes;

import dev.sluice.function.log.EmbeddedMetrics;
import dev.sluice.function.log.EmbeddedMetrics.Directive;
import dev.sluice.function.log.EmbeddedMetrics.Metric;
import dev.sluice.function.log.JsonLog;
import dev.sluice.route.SecretNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The routes of all clusters, kept for up to a minute. Loads run in line, in the thread of a webhook: Lambda freezes what
 * runs in the background. One webhook loads, the others use what there is.
 */
public final class RouteCache implements Routes {

    /** There is something older to fall back on. */
    private static final Duration RELOAD = Duration.ofSeconds(1);
    /** There is nothing to fall back on. With 5 s for the queue this stays under the 10 s that GitHub waits. */
    private static final Duration FIRST_LOAD = Duration.ofSeconds(4);

    /** What is older than a minute is not used while the store answers; less by chance, so that not all load at once. */
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private static final Duration JITTER = Duration.ofSeconds(15);

    private final RouteLoader loader;
    private final Clock clock;
    private final RandomGenerator random;
    private final JsonLog log;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile State state = State.NEVER_LOADED;

    /**
     * A cache that has loaded nothing yet.
     *
     * @param secrets where the tables lie
     * @param names the names they have there
     * @param clock tells their age
     * @param random spreads the loads
     * @param log is told what was not good
     */
    public RouteCache(SecretReader secrets, SecretNames names, Clock clock, RandomGenerator random, JsonLog log) {
        this.loader = new RouteLoader(secrets, names, clock);
        this.clock = clock;
        this.random = random;
        this.log = log;
    }

    @Override
    public Lookup find(String digest) {
        State current = state;
        if (current.times().isStale(clock.instant())) {
            current = load(current, digest, true);
        }
        Lookup found = current.find(digest, clock.instant());
        if (found instanceof Lookup.Found || !current.times().mayLoadForMiss(clock.instant())) {
            return found;
        }
        return load(current, digest, false).find(digest, clock.instant());
    }

    @Override
    public void load(Duration budget) {
        loading.lock();
        try {
            State before = state;
            Instant now = clock.instant();
            state = switch (loader.load(before.loaded(), budget)) {
                case Loading.Failed(String error) -> failed(before, error, now);
                case Loading.Done(Loaded loaded) -> {
                    tellNew(loaded.problems(), before.loaded().problems());
                    yield before.after(loaded, CacheTimes.afterLoad(now, maxAge()), now);
                }
            };
        } finally {
            loading.unlock();
        }
    }

    @Override
    public Optional<Instant> loaded() {
        return Optional.ofNullable(state.loadedAt());
    }

    /**
     * Loads, unless another webhook just did or is about to.
     *
     * @param seen what was not good enough
     * @param digest the path that is looked up
     * @param due whether it is for the age of what was seen, not for the path
     */
    private State load(State seen, String digest, boolean due) {
        if (!lock(seen)) {
            return state;
        }
        try {
            if (state.load() == seen.load()) {
                state = next(seen, digest, due);
            }
            return state;
        } finally {
            loading.unlock();
        }
    }

    /** Where there is something older, nobody waits for another's load. */
    private boolean lock(State seen) {
        if (seen.hasLoaded()) {
            return loading.tryLock();
        }
        try {
            return loading.tryLock(FIRST_LOAD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private State next(State before, String digest, boolean due) {
        Instant now = clock.instant();
        return switch (loader.load(before.loaded(), before.hasLoaded() ? RELOAD : FIRST_LOAD)) {
            case Loading.Failed(String error) -> failed(before, error, now);
            case Loading.Done(Loaded loaded) -> {
                tellNew(loaded.problems(), before.loaded().problems());
                Duration maxAge = maxAge();
                boolean vain = !due && !(loaded.routes().find(digest, now) instanceof Lookup.Found);
                CacheTimes times = vain ? before.times().afterVainLoad(now, maxAge) : CacheTimes.afterLoad(now, maxAge);
                yield before.after(loaded, times, now);
            }
        };
    }

    private Duration maxAge() {
        return MAX_AGE.minusMillis(random.nextLong(JITTER.toMillis()));
    }

    private State failed(State before, String error, Instant now) {
        tell("routes not loaded", Map.of("error", error), Metric.count("RouteLoadFailures", 1));
        return before.afterFailure(now);
    }

    /** A problem is told when it appears, not with every load that it lasts. */
    private void tellNew(Set<Problem> problems, Set<Problem> before) {
        problems.stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem -> tell(
                        problem.message(),
                        Map.of("cluster", problem.cluster(), "problem", problem.detail()),
                        Metric.count("RouteProblems", 1)));
    }

    private void tell(String message, Map<String, String> what, Metric metric) {
        Map<String, Object> fields = new LinkedHashMap<>(what);
        fields.putAll(EmbeddedMetrics.fields(clock.instant(), Directive.of(metric)));
        log.warn(message, fields);
    }

    /**
     * What there is, swapped as a whole.
     *
     * @param load the number of the load that brought it, or failed to
     * @param loadedAt when the last load that succeeded began; null when none did
     */
    private record State(long load, @Nullable Instant loadedAt, Loaded loaded, CacheTimes times) {

        static final State NEVER_LOADED = new State(0, null, Loaded.NOTHING, CacheTimes.NEVER_LOADED);

        boolean hasLoaded() {
            return loadedAt != null;
        }

        Lookup find(String digest, Instant now) {
            return loaded.routes().find(digest, now);
        }

        State after(Loaded next, CacheTimes nextTimes, Instant now) {
            return new State(load + 1, now, next, nextTimes);
        }

        State afterFailure(Instant now) {
            return new State(load + 1, loadedAt, loaded, hasLoaded() ? times.afterFailure(now) : times);
        }
    }
}
