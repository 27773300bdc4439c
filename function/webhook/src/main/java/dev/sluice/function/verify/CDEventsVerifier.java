package dev.sluice.function.verify;

import dev.sluice.function.cdevents.CDEvent;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;

/**
 * Type {@code cdevents}: the path is the only secret, and the body is a CDEvent. {@code spec.events} is compared with the
 * header {@code Ce-Type}, which need not be the body's type.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#cdevents">CDEvents</a>
 */
record CDEventsVerifier() implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        return CDEvent.isValid(webhook.body())
                ? EventNames.judge(route, webhook.header("Ce-Type"))
                : Verdict.rejected(Reason.PAYLOAD_MALFORMED);
    }
}
