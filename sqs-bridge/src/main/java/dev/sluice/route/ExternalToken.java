package dev.sluice.route;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * Where a route's token is when it is not in the route: in Secrets Manager, under {@link SecretNames#token}.
 *
 * @param secret the name of the Receiver's Secret
 * @param grace how long the version before the current one counts, from when the current one was made; zero: not at all.
 *     In whole seconds, rounded up, as a table holds it
 */
public record ExternalToken(String secret, Duration grace) {

    public ExternalToken {
        if (!KubernetesNames.isObject(secret)) {
            throw new IllegalArgumentException("an external token's secret must be a Kubernetes object's name");
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("a grace must not be negative");
        }
        Duration whole = grace.truncatedTo(ChronoUnit.SECONDS);
        long seconds = whole.equals(grace) ? whole.toSeconds() : whole.toSeconds() + 1;
        grace = Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE));
    }
}
