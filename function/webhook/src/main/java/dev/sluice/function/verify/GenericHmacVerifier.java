package dev.sluice.function.verify;

import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.Optional;

/**
 * Type {@code generic-hmac}: the body is signed, in {@code X-Signature}. {@code spec.events} is ignored.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#generic-hmac">Generic HMAC</a>
 */
record GenericHmacVerifier() implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        Optional<Reason> wrong = StandardWebhook.decides(webhook, route)
                ? StandardWebhook.check(webhook, route, now)
                : HmacSignature.check(webhook.header("X-Signature"), webhook.body(), route, now);
        return wrong.map(Verdict::rejected).orElseGet(Verdict::accepted);
    }
}
