package dev.sluice.function.oidc;

import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checks of tokens, made when the first token comes: JOSE and TLS take their time to load, and most functions have no
 * route that needs them.
 */
public final class TokensOnDemand {

    private record Checks(OidcTokens oidc, GoogleTokens google) {}

    private final InstantSource clock;
    private @Nullable Checks made;

    /** @param clock tells the age of what is kept, and the time that is left */
    public TokensOnDemand(InstantSource clock) {
        this.clock = clock;
    }

    /** An {@link OidcTokens}. */
    public TokenCheck oidc(String token, List<OidcProvider> providers, Instant received) {
        return checks().oidc().check(token, providers, received);
    }

    /** A {@link GoogleTokens}. */
    public Optional<Reason> google(String token, String email, String audience, Instant received) {
        return checks().google().check(token, email, audience, received);
    }

    private synchronized Checks checks() {
        Checks checks = made;
        if (checks == null) {
            Documents documents = SafeHttps.internet();
            checks = new Checks(
                    new IssuedTokenCheck(new Issuers(documents, clock), clock), GoogleTokenCheck.of(documents, clock));
            made = checks;
        }
        return checks;
    }
}
