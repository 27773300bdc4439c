package dev.sluice.function.routes;

import java.time.Duration;
import java.util.List;

/** Reads secrets by their names. */
@FunctionalInterface
public interface SecretReader {

    /**
     * Reads secrets.
     *
     * @param names their names, any number of them
     * @param budget how long it may take in all
     * @return what was read, never an exception
     */
    SecretReading read(List<String> names, Duration budget);
}
