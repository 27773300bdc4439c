package dev.sluice.function.verify;

import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;

/**
 * Type {@code harbor}: the token is the whole {@code Authorization} header, without a scheme before it.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#harbor">Harbor</a>
 */
record HarborVerifier() implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        return SentToken.check(webhook.header("Authorization"), route, now)
                .map(Verdict::rejected)
                .orElseGet(Verdict::accepted);
    }
}
