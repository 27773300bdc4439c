package dev.sluice.function.verify;

import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;

/** A type that this version does not know. */
record UnknownTypeVerifier() implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        return Verdict.rejected(Reason.TYPE_UNKNOWN);
    }
}
