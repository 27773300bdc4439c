package dev.sluice.function.verify;

import dev.sluice.function.webhook.MediaType;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.Optional;

/**
 * Type {@code github}, and those that sign as GitHub does: the body, as JSON or as a form, is signed in
 * {@code X-Hub-Signature-256}, else in {@code X-Hub-Signature}. Either may hold any of the algorithms.
 *
 * @param eventHeader the header that names the event
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#github">GitHub</a>
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating webhook
 *     deliveries</a>
 */
record GitHubVerifier(String eventHeader) implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        Optional<Reason> wrong = HmacSignature.check(signature(webhook), webhook.body(), route, now)
                .or(() -> checkContent(webhook));
        if (wrong.isPresent()) {
            return Verdict.rejected(wrong.get());
        }
        return EventNames.judge(route, webhook.header(eventHeader));
    }

    /** The second header counts only where the first is missing: a wrong one gets no second chance. */
    private static String signature(Webhook webhook) {
        String sha256 = webhook.header("X-Hub-Signature-256");
        return sha256.isEmpty() ? webhook.header("X-Hub-Signature") : sha256;
    }

    private static Optional<Reason> checkContent(Webhook webhook) {
        return switch (MediaType.parse(webhook.header("Content-Type")).orElse("")) {
            case MediaType.JSON -> Optional.empty();
            case MediaType.FORM ->
                FormBody.isWellFormed(webhook.body()) ? Optional.empty() : Optional.of(Reason.FORM_MALFORMED);
            default -> Optional.of(Reason.CONTENT_TYPE_REFUSED);
        };
    }
}
