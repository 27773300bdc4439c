package dev.sluice.function.routes;

import dev.sluice.function.log.JsonLog;
import dev.sluice.route.SecretNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

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
            case Loading.Failed(String error) -> {
                log.warn("routes not loaded", Map.of("error", error));
                yield before.afterFailure(now);
            }
            case Loading.Done(Loaded loaded) -> {
                tellNew(loaded.problems(), before.loaded().problems());
                Duration maxAge = MAX_AGE.minusMillis(random.nextLong(JITTER.toMillis()));
                boolean vain = !due && !(loaded.routes().find(digest, now) instanceof Lookup.Found);
                CacheTimes times = vain ? before.times().afterVainLoad(now, maxAge) : CacheTimes.afterLoad(now, maxAge);
                yield before.after(loaded, times);
            }
        };
    }

    /** A problem is told when it appears, not with every load that it lasts. */
    private void tellNew(Set<Problem> problems, Set<Problem> before) {
        problems.stream()
                .filter(problem -> !before.contains(problem))
                .forEach(problem ->
                        log.warn(problem.message(), Map.of("cluster", problem.cluster(), "problem", problem.detail())));
    }

    /**
     * What there is, swapped as a whole.
     *
     * @param load the number of the load that brought it, or failed to
     */
    private record State(long load, boolean hasLoaded, Loaded loaded, CacheTimes times) {

        static final State NEVER_LOADED = new State(0, false, Loaded.NOTHING, CacheTimes.NEVER_LOADED);

        Lookup find(String digest, Instant now) {
            return loaded.routes().find(digest, now);
        }

        State after(Loaded next, CacheTimes nextTimes) {
            return new State(load + 1, true, next, nextTimes);
        }

        State afterFailure(Instant now) {
            return new State(load + 1, hasLoaded, loaded, hasLoaded ? times.afterFailure(now) : times);
        }
    }
}
