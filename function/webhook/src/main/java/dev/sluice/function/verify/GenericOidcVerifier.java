package dev.sluice.function.verify;

import dev.sluice.function.oidc.ClaimsRules;
import dev.sluice.function.oidc.OidcTokens;
import dev.sluice.function.oidc.TokenCheck;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.time.Instant;
import java.util.Optional;

/**
 * Type {@code generic-oidc}: the webhook has a token of an issuer that the Receiver trusts, whose claims please it.
 * Filters see the claims, and the body as it is.
 *
 * @param tokens checks the token
 * @param rules checks its claims
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#generic-oidc">Generic OIDC</a>
 */
record GenericOidcVerifier(OidcTokens tokens, ClaimsRules rules) implements Verifier {

    @Override
    public Verdict verify(Webhook webhook, Route route, Instant now) {
        Optional<String> token = BearerToken.of(webhook).map(String::strip).filter(text -> !text.isEmpty());
        if (token.isEmpty()) {
            return Verdict.rejected(Reason.TOKEN_MISSING);
        }
        return switch (tokens.check(token.get(), route.oidcProviders(), now)) {
            case TokenCheck.Refused(Reason reason) -> Verdict.rejected(reason);
            case TokenCheck.Genuine(var provider, var claims) ->
                rules.check(provider, claims)
                        .map(Verdict::rejected)
                        .orElseGet(() -> new Verdict.Accepted(null, null, claims));
        };
    }
}
