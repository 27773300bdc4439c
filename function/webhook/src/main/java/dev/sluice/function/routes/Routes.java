package dev.sluice.function.routes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where routes are looked up. */
@FunctionalInterface
public interface Routes {

    /**
     * Looks up a path.
     *
     * @param digest the 64 hexadecimal digits of the path
     * @return its routes that count now, never an exception
     */
    Lookup find(String digest);

    /**
     * Loads them ahead of the first look-up, where they are loaded at all.
     *
     * @param budget how long it may take
     */
    default void load(Duration budget) {}

    /** When they were loaded last; empty when they never were, or are not loaded at all. */
    default Optional<Instant> loaded() {
        return Optional.empty();
    }
}
