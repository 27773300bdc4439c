package dev.sluice.function.verify;

import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;

/** The rules of one Receiver type. */
sealed interface Verifier
        permits CDEventsVerifier,
                GcrVerifier,
                GenericHmacVerifier,
                GenericOidcVerifier,
                GenericVerifier,
                GitHubVerifier,
                GitLabVerifier,
                HarborVerifier,
                NexusVerifier,
                RegistryVerifier,
                UnknownTypeVerifier {

    /**
     * Verifies a webhook for a route of this type.
     *
     * @param webhook the webhook, of which nothing is known to be true yet
     * @param route the route
     * @param now the time at which credentials must be valid
     * @return the verdict, never an exception
     */
    Verdict verify(Webhook webhook, Route route, Instant now);
}
