package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.ReceiverSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The routes carry what the function needs of the Receivers' Secrets. */
final class PublishedTokens implements Tokens {

    private final SecretSource secrets;

    PublishedTokens(SecretSource secrets) {
        this.secrets = secrets;
    }

    @Override
    public Optional<Current> current(Receiver receiver, Duration grace, Instant now) {
        return secrets.of(receiver, now).map(secret -> current(receiver, secret));
    }

    @Override
    public void keepOnly(Set<ReceiverName> names) {
        secrets.keepOnly(names);
    }

    private static Current current(Receiver receiver, ReceiverSecret secret) {
        List<Problem> problems = new ArrayList<>();
        if (CurrentRoute.lacksToken(receiver, secret)) {
            problems.add(Problem.NO_TOKEN);
        }
        Problem.ofSigningToken(receiver, secret).ifPresent(problems::add);
        return new Current(CurrentRoute.of(receiver, secret), problems);
    }
}
