package dev.sluice.function.tokens;

import java.time.Duration;

/** Reads one version of a token. */
@FunctionalInterface
public interface TokenReader {

    /**
     * Reads it.
     *
     * @param name the secret's name
     * @param stage which version
     * @param budget how long it may take
     * @return what was read, never an exception
     */
    TokenReading read(String name, Stage stage, Duration budget);
}
