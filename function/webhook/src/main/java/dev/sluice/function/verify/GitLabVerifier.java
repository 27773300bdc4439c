package dev.sluice.function.verify;

import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.Optional;

/**
 * Type {@code gitlab}: the token is sent, in {@code X-Gitlab-Token}. GitLab's newer signing tokens are by Standard
 * Webhooks; Flux does not know them, so a Receiver has to ask for them.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#gitlab">GitLab</a>
 * @see <a href="https://docs.gitlab.com/user/project/integrations/webhooks/">GitLab: webhooks</a>
 */
record GitLabVerifier() implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        Optional<Reason> wrong = StandardWebhook.decides(webhook, route)
                ? StandardWebhook.check(webhook, route, now)
                : SentToken.check(webhook.header("X-Gitlab-Token"), route, now);
        return wrong.map(Verdict::rejected).orElseGet(() -> EventNames.judge(route, webhook.header("X-Gitlab-Event")));
    }
}
