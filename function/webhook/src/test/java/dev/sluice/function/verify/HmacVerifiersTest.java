package dev.sluice.function.verify;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.key;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static dev.sluice.function.Webhooks.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Ticks;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The types that sign the body. */
class HmacVerifiersTest {

    private final Verifiers verifiers = Verifiers.all();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                // docs.github.com, "Testing the webhook payload validation"
                "\"Hello, World!\", 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
                // support.atlassian.com, "Manage webhooks"
                "Hello World!, a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
            })
    void publishedVectorsAreAccepted(String body, String mac) {
        List<Credential> token = List.of(key("It's a Secret to Everybody"));

        assertThat(verify(route("github").with(token, null), json(bytes(body), "X-Hub-Signature-256", "sha256=" + mac)))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(verify(
                        route("generic-hmac").with(token, null), webhook(bytes(body), "X-Signature", "sha256=" + mac)))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1", "sha256", "sha512"})
    void eachAlgorithmIsAcceptedInEachHeader(String algorithm) {
        String signature = signature(algorithm, TOKEN, BODY);

        assertThat(verify(route("github"), json(BODY, "X-Hub-Signature-256", signature)))
                .isEqualTo(Verdict.accepted());
        assertThat(verify(route("github"), json(BODY, "X-Hub-Signature", signature)))
                .isEqualTo(Verdict.accepted());
        assertThat(verify(route("generic-hmac"), webhook(BODY, "X-Signature", signature)))
                .isEqualTo(Verdict.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "'', SIGNATURE_MISSING",
        "sha256, SIGNATURE_MALFORMED",
        "sha256=0, SIGNATURE_MALFORMED",
        "sha256=0g, SIGNATURE_MALFORMED",
        "sha384=00, SIGNATURE_MALFORMED",
        "SHA256=00, SIGNATURE_MALFORMED",
        "md5=00, SIGNATURE_MALFORMED",
        "=00, SIGNATURE_MALFORMED",
        "00, SIGNATURE_MALFORMED",
        "sha256=, SIGNATURE_MISMATCH",
        "sha256=00, SIGNATURE_MISMATCH",
        "sha1=00, SIGNATURE_MISMATCH"
    })
    void whatIsNoSignatureOfTheBodyIsRejected(String signature, Reason reason) {
        assertThat(verify(route("generic-hmac"), webhook(BODY, "X-Signature", signature)))
                .isEqualTo(Verdict.rejected(reason));
        assertThat(verify(route("github"), json(BODY, "X-Hub-Signature-256", signature)))
                .isEqualTo(Verdict.rejected(reason));
    }

    @Test
    void theDigitsMayBeInCapitals() {
        String digits =
                signature("sha256", TOKEN, BODY).substring("sha256=".length()).toUpperCase(Locale.ROOT);

        assertThat(verify(route("generic-hmac"), webhook(BODY, "X-Signature", "sha256=" + digits)))
                .isEqualTo(Verdict.accepted());
    }

    @Test
    void aSignatureOfAnotherBodyIsRejected() {
        assertThat(verify(route("generic-hmac"), webhook(bytes("x"), "X-Signature", signature("sha256", TOKEN, BODY))))
                .isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
    }

    @Test
    void aWrongFirstHeaderGetsNoSecondChance() {
        Webhook webhook =
                json(BODY, "X-Hub-Signature-256", "sha256=00", "X-Hub-Signature", signature("sha1", TOKEN, BODY));

        assertThat(verify(route("github"), webhook)).isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
    }

    @Test
    void everyTokenThatIsValidNowCounts() {
        Route route = route("generic-hmac")
                .with(
                        List.of(
                                key("new"),
                                key("ending").until(Ticks.START),
                                key("ended").until(Ticks.START.minusMillis(1))),
                        null);

        assertThat(verify(route, signedBy("new"))).isEqualTo(Verdict.accepted());
        assertThat(verify(route, signedBy("ending"))).isEqualTo(Verdict.accepted());
        assertThat(verify(route, signedBy("ended"))).isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
    }

    @Test
    void aRouteWithoutATokenVerifiesNothing() {
        Route none = route("generic-hmac").with(List.of(), null);
        Route hashed = route("generic-hmac").with(List.of(Credential.Sha256.of(bytes(TOKEN))), null);

        assertThat(verify(none, signedBy(TOKEN))).isEqualTo(Verdict.rejected(Reason.NO_TOKEN));
        assertThat(verify(hashed, signedBy(TOKEN))).isEqualTo(Verdict.rejected(Reason.NO_TOKEN));
    }

    @Test
    void theEventIsJudgedAfterTheSignature() {
        Route route = route("github", "push", "Ping");

        assertThat(verify(route, event("PING"))).isEqualTo(Verdict.accepted("PING"));
        assertThat(verify(route, event("release"))).isEqualTo(Verdict.rejected(Reason.EVENT_NOT_LISTED));
        assertThat(verify(route, event(""))).isEqualTo(Verdict.rejected(Reason.EVENT_NOT_LISTED));
        assertThat(verify(route, json(BODY, "X-Hub-Signature", "sha1=00", "X-GitHub-Event", "release")))
                .isEqualTo(Verdict.rejected(Reason.SIGNATURE_MISMATCH));
        assertThat(verify(route("github"), event("release"))).isEqualTo(Verdict.accepted("release"));
        assertThat(verify(route("github", ""), event(""))).isEqualTo(Verdict.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, not JSON",
        "'application/json;', not JSON",
        "APPLICATION/JSON; charset=utf-8, not JSON",
        "application/x-www-form-urlencoded, payload=%7B%7D",
        "application/x-www-form-urlencoded, other=1"
    })
    void gitHubSendsJsonOrAForm(String type, String body) {
        assertThat(verify(route("github"), signed(type, body))).isEqualTo(Verdict.accepted());
    }

    @ParameterizedTest
    @CsvSource({
        "'', {}, CONTENT_TYPE_REFUSED",
        "text/plain, {}, CONTENT_TYPE_REFUSED",
        "application/vnd.github+json, {}, CONTENT_TYPE_REFUSED",
        "application/json; charset, {}, CONTENT_TYPE_REFUSED",
        "'application/json, text/plain', {}, CONTENT_TYPE_REFUSED",
        "application/x-www-form-urlencoded, payload=%zz, FORM_MALFORMED",
        "application/x-www-form-urlencoded, a;b, FORM_MALFORMED"
    })
    void otherContentIsRejected(String type, String body, Reason reason) {
        assertThat(verify(route("github"), signed(type, body))).isEqualTo(Verdict.rejected(reason));
    }

    @Test
    void genericHmacLooksAtNeitherContentNorEvent() {
        assertThat(verify(route("generic-hmac", "push"), signedBy(TOKEN))).isEqualTo(Verdict.accepted());
    }

    @Test
    void genericLetsInWhoeverKnowsThePath() {
        assertThat(verify(route("generic", "push").with(List.of(), null), webhook(new byte[0])))
                .isEqualTo(Verdict.accepted());
    }

    private Verdict verify(Route route, Webhook webhook) {
        return verifiers.verify(webhook, route, Ticks.START);
    }

    private static Webhook signedBy(String token) {
        return webhook(BODY, "X-Signature", signature("sha256", token, BODY));
    }

    private static Webhook event(String event) {
        return json(BODY, "X-Hub-Signature-256", signature("sha256", TOKEN, BODY), "X-GitHub-Event", event);
    }

    private static Webhook signed(String type, String body) {
        return webhook(
                bytes(body), "Content-Type", type, "X-Hub-Signature-256", signature("sha256", TOKEN, bytes(body)));
    }

    private static Webhook json(byte[] body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return webhook(body, all);
    }
}
