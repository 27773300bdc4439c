package dev.sluice.function.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.oidc.ClaimsRules;
import dev.sluice.function.oidc.OidcTokens;
import dev.sluice.function.oidc.TokenCheck;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifiersTest {

    private static final OidcProvider PROVIDER = new OidcProvider("https://issuer.test", null, List.of(), List.of());
    private static final ObjectNode CLAIMS =
            JsonNodeFactory.instance.objectNode().put("sub", "repo");
    private static final OidcTokens GENUINE =
            (token, providers, received) -> new TokenCheck.Genuine(providers.getFirst(), CLAIMS);

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "bearer x", "BEARER x", "Basic eDp4", "Bearer\tx", "x", "Token x"})
    void withoutABearerTokenNothingIsChecked(String header) {
        Verifiers verifiers = Verifiers.all(
                (token, email, audience, received) -> {
                    throw new AssertionError();
                },
                (token, providers, received) -> {
                    throw new AssertionError();
                },
                (provider, claims) -> Optional.of(Reason.RULES_INVALID));

        for (String type : List.of("gcr", "generic-oidc")) {
            assertThat(verifiers.verify(webhook(header), route(type, "e", "a"), Instant.EPOCH))
                    .isEqualTo(Verdict.rejected(Reason.TOKEN_MISSING));
        }
    }

    @Test
    void genericOidcTrimsTheToken() {
        OidcTokens tokens = (token, providers, received) -> {
            assertThat(token).isEqualTo("a.b.c");
            return GENUINE.check(token, providers, received);
        };

        assertThat(oidc(tokens, (provider, claims) -> Optional.empty(), "Bearer  \t a.b.c "))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theClaimsTravelWithTheEvent() {
        assertThat(oidc(GENUINE, (provider, claims) -> Optional.empty(), "Bearer x"))
                .isEqualTo(new Verdict.Accepted(null, null, CLAIMS));
    }

    @Test
    void theRulesSeeTheIssuerAndTheClaims() {
        ClaimsRules rules = (provider, claims) -> provider.equals(PROVIDER) && claims.equals(CLAIMS)
                ? Optional.of(Reason.CLAIMS_REFUSED)
                : Optional.empty();

        assertThat(oidc(GENUINE, rules, "Bearer x")).isEqualTo(Verdict.rejected(Reason.CLAIMS_REFUSED));
    }

    @Test
    void theRulesSeeNoTokenThatIsNotGenuine() {
        ClaimsRules rules = (provider, claims) -> {
            throw new AssertionError();
        };

        assertThat(oidc((token, providers, received) -> TokenCheck.refused(Reason.TOKEN_EXPIRED), rules, "Bearer x"))
                .isEqualTo(Verdict.rejected(Reason.TOKEN_EXPIRED));
    }

    @Test
    void aGcrRouteMustNameEmailAndAudience() {
        GcrVerifier gcr = new GcrVerifier((token, email, audience, received) -> Optional.empty());

        for (Route route : List.of(
                route("gcr", null, "a"), route("gcr", "e", null), route("gcr", "", "a"), route("gcr", "e", ""))) {
            assertThat(gcr.verify(webhook("Bearer x"), route, Instant.EPOCH))
                    .isEqualTo(Verdict.rejected(Reason.ROUTE_INCOMPLETE));
        }
    }

    private static Verdict oidc(OidcTokens tokens, ClaimsRules rules, String header) {
        return new GenericOidcVerifier(tokens, rules)
                .verify(webhook(header), route("generic-oidc", null, null), Instant.EPOCH);
    }

    static Webhook webhook(String authorization) {
        Headers headers = Headers.of(List.of(Map.entry("Authorization", authorization)));
        return new Webhook("POST", "/", headers, new byte[0], "id", Instant.EPOCH);
    }

    static Route route(String type, @Nullable String email, @Nullable String audience) {
        return new Route(
                "0".repeat(64),
                new ReceiverName("flux-system", "receiver"),
                type,
                List.of(),
                RouteState.READY,
                false,
                null,
                null,
                List.of(),
                null,
                email,
                audience,
                List.of(PROVIDER),
                Map.of());
    }
}
