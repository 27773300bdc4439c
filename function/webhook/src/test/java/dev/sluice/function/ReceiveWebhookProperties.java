package dev.sluice.function;

import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.filtered;
import static dev.sluice.function.Webhooks.key;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static dev.sluice.function.Webhooks.withOption;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
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
            "X-Gitlab-Token",
            "X-Gitlab-Event",
            "X-Event-Key",
            "X-Nexus-Webhook-Signature",
            "Authorization",
            "Ce-Type",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature",
            "traceparent");

    private static final Credential.SigningKey SIGNING_KEY = new Credential.SigningKey(new byte[32], null);

    private static final List<byte[]> BODIES = Stream.of(
                    "cdevents", "dockerhub", "quay", "acr", "nexus", "form", "payload")
            .flatMap(rule -> GoRule.all(rule).stream())
            .map(GoRule::input)
            .toList();

    @Property(tries = 3000)
    void anythingIsAnswered(
            @ForAll("types") String type,
            @ForAll boolean hasFilter,
            @ForAll("targets") String target,
            @ForAll("headers") Map<String, String> headers,
            @ForAll("bodies") byte[] body) {
        TestFunction function = function(type, hasFilter);

        Answer answer = function.function().receive(webhook(target, headers, body));

        assertThat(answer.status()).isIn(200, 202, 400, 404, 413, 500, 503);
        assertThat(answer.reason()).isNotEqualTo(Reason.FAILED);
        assertThat(function.events()).hasSize(answer.reason() == Reason.QUEUED ? 1 : 0);
        assertThat(function.log().lines()).hasSize(1);
    }

    @Property
    void onlyWhoHasTheTokenGetsIn(
            @ForAll("guarded") String type,
            @ForAll("headers") Map<String, String> headers,
            @ForAll("bodies") byte[] body) {
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
        return Arbitraries.of(
                "acr",
                "bitbucket",
                "cdevents",
                "dockerhub",
                "gcr",
                "generic",
                "generic-hmac",
                "generic-oidc",
                "github",
                "gitlab",
                "harbor",
                "nexus",
                "quay",
                "unknown");
    }

    @Provide
    Arbitrary<String> signing() {
        return Arbitraries.of("github", "generic-hmac");
    }

    @Provide
    Arbitrary<String> guarded() {
        return Arbitraries.of("bitbucket", "generic-hmac", "github", "gitlab", "harbor", "nexus");
    }

    /** Anything, and what is almost right: bodies of any type, with some bytes gone wrong. */
    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> bodies = Arbitraries.of(BODIES);
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                bodies,
                Combinators.combine(bodies, Arbitraries.randomValue(random -> random))
                        .as(ReceiveWebhookProperties::mutated));
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] mutated = body.clone();
        for (int n = random.nextInt(4); n >= 0 && mutated.length > 0; n--) {
            int at = random.nextInt(mutated.length);
            mutated = switch (random.nextInt(3)) {
                case 0 -> Arrays.copyOf(mutated, at);
                case 1 -> overwritten(mutated, at, (byte) "{}[],:\"\\0eE.-+ \u00ff".charAt(random.nextInt(16)));
                default -> overwritten(mutated, at, (byte) random.nextInt(256));
            };
        }
        return mutated;
    }

    private static byte[] overwritten(byte[] body, int at, byte value) {
        body[at] = value;
        return body;
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
                Arbitraries.of(
                        "application/json",
                        "application/json;charset=\"",
                        "application/x-www-form-urlencoded",
                        "push",
                        "sha256=",
                        "=",
                        "",
                        "v1,",
                        "v1,* v1a,AAAA",
                        Long.toString(Ticks.START.getEpochSecond())),
                Combinators.combine(Arbitraries.of("sha1=", "sha256=", "sha512="), hex())
                        .as(String::concat));
        return Arbitraries.maps(Arbitraries.of(NAMES), values).ofMaxSize(NAMES.size());
    }

    private static Arbitrary<String> hex() {
        return Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofMaxLength(130);
    }

    private static TestFunction function(String type, boolean hasFilter) {
        Route route = withOption(route(type, ""), "standard-webhooks", "accept")
                .with(List.of(key(TOKEN), Credential.Sha256.of(bytes(TOKEN)), SIGNING_KEY), null);
        return new TestFunction(hasFilter ? filtered(route) : route);
    }

    private static Webhook webhook(String target, Map<String, String> headers, byte[] body) {
        return new Webhook(
                "POST", target, Headers.of(new HashMap<>(headers).entrySet()), body, "request-1", Ticks.START);
    }
}
