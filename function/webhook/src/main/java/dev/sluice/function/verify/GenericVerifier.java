package dev.sluice.function.verify;

import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;

/**
 * Type {@code generic}: the path is the only secret, and whoever knows it is let in.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#generic">Generic</a>
 */
record GenericVerifier() implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        return Verdict.accepted();
    }
}
