package dev.sluice.function.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TokenProperties {

    /** The true one: none of these tokens gets so far that it calls anybody. */
    private static final Verifiers VERIFIERS = Verifiers.all();

    @Property
    void noAuthorizationIsAcceptedOrThrows(@ForAll("headers") String header) {
        for (String type : List.of("gcr", "generic-oidc")) {
            Verdict verdict = VERIFIERS.verify(
                    TokenVerifiersTest.webhook(header), TokenVerifiersTest.route(type, "e", "a"), Instant.now());

            assertThat(verdict)
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            rejected -> assertThat(rejected.reason().status()).isEqualTo(400));
        }
    }

    @Property
    void noBodyOfAGenuineNotificationThrows(@ForAll("bodies") String body) {
        GcrVerifier gcr = new GcrVerifier((token, email, audience, received) -> Optional.empty());
        Headers headers = Headers.of(List.of(Map.entry("Authorization", "Bearer x")));
        Webhook webhook = new Webhook("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8), "id", Instant.EPOCH);

        Verdict verdict = gcr.verify(webhook, TokenVerifiersTest.route("gcr", "e", "a"), Instant.EPOCH);

        if (verdict instanceof Verdict.Accepted accepted) {
            assertThat(accepted.payload()).isNotNull().hasSize(3);
        }
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> segment =
                Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(20), json().map(TokenProperties::encoded));
        Arbitrary<String> token = segment.list().ofMinSize(2).ofMaxSize(5).map(parts -> String.join(".", parts));
        return Arbitraries.oneOf(
                Arbitraries.strings(),
                Arbitraries.strings().map(text -> "Bearer " + text),
                token.map(text -> "Bearer " + text));
    }

    @Provide
    Arbitrary<String> bodies() {
        Arbitrary<String> data = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                json().map(text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
        return Arbitraries.oneOf(
                json(),
                data.map(text -> "{\"message\":{\"data\":\"" + text + "\"}}"),
                json().map(text -> "{\"message\":" + text + "}"));
    }

    private static Arbitrary<String> json() {
        Arbitrary<String> name = Arbitraries.of(
                "alg", "kid", "crit", "iss", "aud", "exp", "nbf", "email", "action", "digest", "tag", "publishTime");
        Arbitrary<String> value = Arbitraries.of(
                "\"RS256\"",
                "\"none\"",
                "1",
                "-1",
                "1e400",
                "null",
                "true",
                "[]",
                "[1]",
                "{}",
                "\"\\ud800\"",
                "\"e\"",
                "\"a\"",
                "99999999999",
                "\"https://issuer.test\"",
                "{",
                "\"");
        Arbitrary<String> field = Combinators.combine(name, value).as((n, v) -> "\"" + n + "\":" + v);
        return Arbitraries.oneOf(
                field.list().ofMaxSize(6).map(fields -> "{" + String.join(",", fields) + "}"),
                value,
                Arbitraries.integers().between(1, 5000).map("["::repeat));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
