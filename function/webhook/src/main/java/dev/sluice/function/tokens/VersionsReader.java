package dev.sluice.function.tokens;

import dev.sluice.route.ReceiverSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads of one token the versions that count. */
final class VersionsReader {

    private final TokenReader reader;
    private final Clock clock;
    private final String name;
    private final Duration grace;

    VersionsReader(TokenReader reader, Clock clock, String name, Duration grace) {
        this.reader = reader;
        this.clock = clock;
        this.name = name;
        this.grace = grace;
    }

    /**
     * Reads them.
     *
     * @param deadline when it must be done
     * @param failure is told AWS's name of the error
     */
    KnownToken read(Instant deadline, Consumer<String> failure) {
        return switch (read(Stage.CURRENT, deadline)) {
            case TokenReading.Absent() -> new KnownToken.Missing();
            case TokenReading.Failed(String error) -> failed(error, failure);
            // no token at all is no rotation
            case TokenReading.Read(ReceiverSecret secret, Instant created)
            when secret.token().isEmpty() -> new KnownToken.Missing();
            case TokenReading.Read(ReceiverSecret secret, Instant created) ->
                withPrevious(secret, created.plus(grace), deadline, failure);
        };
    }

    private KnownToken withPrevious(
            ReceiverSecret current, Instant graceEnd, Instant deadline, Consumer<String> failure) {
        if (grace.isZero() || clock.instant().isAfter(graceEnd)) {
            return present(current, null, graceEnd);
        }
        return switch (read(Stage.PREVIOUS, deadline)) {
            case TokenReading.Absent() -> present(current, null, graceEnd);
            case TokenReading.Failed(String error) -> failed(error, failure);
            case TokenReading.Read(ReceiverSecret previous, Instant created) -> present(current, previous, graceEnd);
        };
    }

    private TokenReading read(Stage stage, Instant deadline) {
        return reader.read(name, stage, Duration.between(clock.instant(), deadline));
    }

    private static KnownToken present(ReceiverSecret current, @Nullable ReceiverSecret previous, Instant graceEnd) {
        return new KnownToken.Present(current, previous, graceEnd);
    }

    private static KnownToken failed(String error, Consumer<String> failure) {
        failure.accept(error);
        return new KnownToken.Unreadable();
    }
}
