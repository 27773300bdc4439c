package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The routes say where the function finds the tokens. No Secret is read. */
final class ExternalTokens implements Tokens {

    @Override
    public Optional<Current> current(Receiver receiver, Duration grace, Instant now) {
        return Optional.of(new Current(
                CurrentRoute.external(receiver, grace),
                CurrentRoute.lacksExternalToken(receiver) ? List.of(Problem.NO_TOKEN) : List.of()));
    }
}
