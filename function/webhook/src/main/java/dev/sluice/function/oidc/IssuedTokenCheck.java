package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks tokens of any issuer, with the rules of the library that Flux uses. What a token says of itself is looked at
 * before its issuer is called: a token that cannot count costs no call.
 *
 * @param issuers the issuers
 * @param clock tells what is left of a webhook's time
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">ID token validation</a>
 * @see <a href="https://pkg.go.dev/github.com/coreos/go-oidc/v3/oidc#IDTokenVerifier.Verify">go-oidc</a>
 */
record IssuedTokenCheck(Issuers issuers, InstantSource clock) implements OidcTokens {

    private static final String DEFAULT_AUDIENCE = "notification-controller";

    /** What the clocks of issuers may be ahead; a token's end has no such leeway. */
    private static final Duration NOT_BEFORE_LEEWAY = Duration.ofMinutes(5);

    @Override
    public TokenCheck check(String token, List<OidcProvider> providers, Instant received) {
        Optional<Jwt> parsed = Jwt.parse(token).filter(jwt -> isReadable(jwt.claims()));
        if (parsed.isEmpty()) {
            return TokenCheck.refused(Reason.TOKEN_MALFORMED);
        }
        Jwt jwt = parsed.get();
        String issuer = Claims.text(jwt.claims(), "iss");
        Optional<OidcProvider> provider =
                providers.stream().filter(one -> one.issuerUrl().equals(issuer)).findFirst();
        if (provider.isEmpty()) {
            return TokenCheck.refused(Reason.ISSUER_UNKNOWN);
        }
        return checkItself(jwt, provider.get(), received)
                .or(() -> SignatureCheck.check(jwt, issuers.of(issuer), new Deadline(received, clock)))
                .map(TokenCheck::refused)
                .orElseGet(() -> new TokenCheck.Genuine(provider.get(), jwt.claims()));
    }

    private static boolean isReadable(ObjectNode claims) {
        return Stream.of("iss", "sub", "nonce", "at_hash").allMatch(name -> Claims.isTextOrAbsent(claims, name))
                && Stream.of("exp", "iat", "nbf")
                        .allMatch(name -> Claims.isAbsent(claims, name)
                                || Claims.time(claims, name).isPresent())
                && Claims.audiences(claims).isPresent();
    }

    private static Optional<Reason> checkItself(Jwt jwt, OidcProvider provider, Instant now) {
        if (!DiscoveredKeys.isUsable(jwt.algorithm())) {
            return Optional.of(Reason.ALGORITHM_REFUSED);
        }
        String given = provider.audience();
        String audience = given == null || given.isEmpty() ? DEFAULT_AUDIENCE : given;
        if (!Claims.audiences(jwt.claims()).orElse(List.of()).contains(audience)) {
            return Optional.of(Reason.AUDIENCE_MISMATCH);
        }
        if (Claims.time(jwt.claims(), "exp").filter(end -> !end.isBefore(now)).isEmpty()) {
            return Optional.of(Reason.TOKEN_EXPIRED);
        }
        boolean early = Claims.time(jwt.claims(), "nbf")
                .filter(start -> now.plus(NOT_BEFORE_LEEWAY).isBefore(start))
                .isPresent();
        return early ? Optional.of(Reason.TOKEN_NOT_YET_VALID) : Optional.empty();
    }
}
