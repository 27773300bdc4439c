package dev.sluice.function.oidc;

import dev.sluice.function.webhook.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer, loaded once for many tokens, by one thread at a time. A flood of tokens, whatever they name,
 * makes few calls.
 */
final class KeyCache {

    /** For so long nobody asks. */
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** For so long old keys serve while new ones cannot be had; a key that was withdrawn must not count for ever. */
    private static final Duration USABLE = Duration.ofHours(1);
    /** For so long an issuer that failed is left alone. */
    private static final Duration BACK_OFF = Duration.ofSeconds(5);
    /** No more often does a token that no key has signed make us look for a new key. */
    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(30);

    private record Held(Loaded.Keys keys, Instant since) {

        boolean youngerThan(Duration age, Instant now) {
            return now.isBefore(since.plus(age));
        }
    }

    private final KeySource source;
    private final InstantSource clock;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Held held;

    // these belong to whoever is loading
    private Loaded.Failed failure = new Loaded.Failed(Reason.KEYS_UNAVAILABLE);
    private Instant leaveAloneUntil = Instant.MIN;
    private Instant noRefreshUntil = Instant.MIN;

    KeyCache(KeySource source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    /** The keys. */
    Loaded keys(Deadline deadline) {
        Held before = held;
        Instant now = clock.instant();
        if (before != null && before.youngerThan(FRESH, now)) {
            return before.keys;
        }
        // where old keys will do, nobody waits for somebody else's call
        Duration patience = before != null && before.youngerThan(USABLE, now) ? Duration.ZERO : deadline.left();
        if (!lock(patience)) {
            return usable(new Loaded.Failed(Reason.KEYS_UNAVAILABLE));
        }
        try {
            if (!Objects.equals(held, before) || clock.instant().isBefore(leaveAloneUntil)) {
                return usable(failure);
            }
            return load(deadline);
        } finally {
            loading.unlock();
        }
    }

    /**
     * Newer keys, for a token that none of the given ones has signed.
     *
     * @return empty when there are none, or when they have been looked for too recently
     */
    Optional<Loaded.Keys> newerThan(Loaded.Keys keys, Deadline deadline) {
        if (!lock(deadline.left())) {
            return Optional.empty();
        }
        try {
            Held current = held;
            if (current != null && !current.keys.equals(keys)) {
                return Optional.of(current.keys);
            }
            Instant now = clock.instant();
            boolean justLoaded = current != null && !current.since.isBefore(deadline.received());
            if (justLoaded || now.isBefore(noRefreshUntil) || now.isBefore(leaveAloneUntil)) {
                return Optional.empty();
            }
            noRefreshUntil = now.plus(BETWEEN_REFRESHES);
            return load(deadline) instanceof Loaded.Keys newer && !newer.equals(keys)
                    ? Optional.of(newer)
                    : Optional.empty();
        } finally {
            loading.unlock();
        }
    }

    private Loaded load(Deadline deadline) {
        switch (source.load(deadline)) {
            case Loaded.Keys keys -> {
                held = new Held(keys, clock.instant());
                return keys;
            }
            case Loaded.Failed failed -> {
                failure = failed;
                leaveAloneUntil = clock.instant().plus(BACK_OFF);
                return usable(failed);
            }
        }
    }

    private Loaded usable(Loaded.Failed otherwise) {
        Held current = held;
        return current != null && current.youngerThan(USABLE, clock.instant()) ? current.keys : otherwise;
    }

    private boolean lock(Duration patience) {
        try {
            return loading.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
