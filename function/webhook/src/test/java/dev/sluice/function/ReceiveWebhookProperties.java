package dev.sluice.function;

import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.filtered;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes in, a status of the design's table goes out. */
class ReceiveWebhookProperties {

    private static final List<String> NAMES = List.of(
            "Content-Type",
            "X-Hub-Signature",
            "X-Hub-Signature-256",
            "X-Signature",
            "X-GitHub-Event",
            "X-GitHub-Delivery",
            "traceparent");

    @Property
    void anythingIsAnswered(
            @ForAll("types") String type,
            @ForAll boolean hasFilter,
            @ForAll("targets") String target,
            @ForAll("headers") Map<String, String> headers,
            @ForAll byte[] body) {
        TestFunction function = function(type, hasFilter);

        Answer answer = function.function().receive(webhook(target, headers, body));

        assertThat(answer.status()).isIn(200, 400, 404, 413, 500, 503);
        assertThat(function.events()).hasSize(answer.reason() == Reason.QUEUED ? 1 : 0);
        assertThat(function.log().lines()).hasSize(1);
    }

    @Property
    void onlyWhoHasTheTokenGetsIn(
            @ForAll("signing") String type, @ForAll("headers") Map<String, String> headers, @ForAll byte[] body) {
        Answer answer = function(type, false).function().receive(webhook("/hook/" + DIGEST, headers, body));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Property
    void whoHasTheTokenGetsInWithAnyBody(@ForAll("signing") String type, @ForAll byte[] body) {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "X-Hub-Signature-256",
                signature("sha256", TOKEN, body),
                "X-Signature",
                signature("sha512", TOKEN, body));

        assertThat(function(type, false)
                        .function()
                        .receive(webhook("/hook/" + DIGEST, headers, body))
                        .reason())
                .isEqualTo(Reason.QUEUED);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("github", "generic", "generic-hmac", "unknown");
    }

    @Provide
    Arbitrary<String> signing() {
        return Arbitraries.of("github", "generic-hmac");
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.oneOf(Arbitraries.just("/hook/" + DIGEST), Arbitraries.strings(), hooks());
    }

    private static Arbitrary<String> hooks() {
        return Arbitraries.strings()
                .withChars("0123456789abcdefABCDEF/?%")
                .ofMinLength(60)
                .ofMaxLength(66)
                .map(digest -> "/hook/" + digest);
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100),
                Arbitraries.of("application/json", "application/x-www-form-urlencoded", "push", "sha256=", "=", ""),
                Combinators.combine(Arbitraries.of("sha1=", "sha256=", "sha512="), hex())
                        .as(String::concat));
        return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(NAMES.size());
    }

    private static Arbitrary<String> hex() {
        return Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMaxLength(130);
    }

    private static TestFunction function(String type, boolean hasFilter) {
        return new TestFunction(hasFilter ? filtered(route(type)) : route(type));
    }

    private static Webhook webhook(String target, Map<String, String> headers, byte[] body) {
        return new Webhook(
                "POST", target, Headers.of(new HashMap<>(headers).entrySet()), body, "request-1", Ticks.START);
    }
}
