package dev.sluice.function.verify;

import dev.sluice.function.oidc.CelClaimsRules;
import dev.sluice.function.oidc.ClaimsRules;
import dev.sluice.function.oidc.GoogleTokens;
import dev.sluice.function.oidc.OidcTokens;
import dev.sluice.function.oidc.TokensOnDemand;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** The verifier of each Receiver type. */
public final class Verifiers {

    private static final Verifier UNKNOWN = new UnknownTypeVerifier();

    private final Map<String, Verifier> byType;

    private Verifiers(Map<String, Verifier> byType) {
        this.byType = byType;
    }

    /** All types. */
    public static Verifiers all() {
        TokensOnDemand tokens = new TokensOnDemand(Clock.systemUTC());
        return all(tokens::google, tokens::oidc, new CelClaimsRules());
    }

    /**
     * All types.
     *
     * @param google checks tokens of type {@code gcr}
     * @param oidc checks tokens of type {@code generic-oidc}
     * @param rules checks their claims
     */
    public static Verifiers all(GoogleTokens google, OidcTokens oidc, ClaimsRules rules) {
        return new Verifiers(Map.ofEntries(
                Map.entry("acr", RegistryVerifier.azure()),
                Map.entry("bitbucket", new GitHubVerifier("X-Event-Key")),
                Map.entry("cdevents", new CDEventsVerifier()),
                Map.entry("dockerhub", RegistryVerifier.dockerHub()),
                Map.entry("gcr", new GcrVerifier(google)),
                Map.entry("generic", new GenericVerifier()),
                Map.entry("generic-hmac", new GenericHmacVerifier()),
                Map.entry("generic-oidc", new GenericOidcVerifier(oidc, rules)),
                Map.entry("github", new GitHubVerifier("X-GitHub-Event")),
                Map.entry("gitlab", new GitLabVerifier()),
                Map.entry("harbor", new HarborVerifier()),
                Map.entry("nexus", new NexusVerifier()),
                Map.entry("quay", RegistryVerifier.quay())));
    }

    /**
     * Verifies a webhook with the verifier of its route's type.
     *
     * @param webhook the webhook
     * @param route the route that its path leads to
     * @param now the time at which credentials must be valid
     * @return the verdict, never an exception; a type without a verifier is rejected
     */
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        return byType.getOrDefault(route.type(), UNKNOWN).verify(webhook, route, now);
    }
}
