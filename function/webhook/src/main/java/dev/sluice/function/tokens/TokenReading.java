package dev.sluice.function.tokens;

import dev.sluice.route.ReceiverSecret;
import java.time.Instant;

/** What came of reading one version of a token. */
public sealed interface TokenReading {

    /**
     * It is there.
     *
     * @param secret what it holds
     * @param created when that version was made
     */
    record Read(ReceiverSecret secret, Instant created) implements TokenReading {}

    /** The store is sure that there is none; one that is being deleted counts as gone. */
    record Absent() implements TokenReading {}

    /** The store did not answer in time, or refused: AWS's name of the error. */
    record Failed(String error) implements TokenReading {}
}
