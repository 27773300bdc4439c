package dev.sluice.function.verify;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.key;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static dev.sluice.function.Webhooks.webhook;
import static dev.sluice.function.Webhooks.withOption;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Ticks;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhookTest {

    private static final Credential.SigningKey KEY = signingKey("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Credential.SigningKey OTHER = signingKey("whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=");
    private static final String ID = "13792a34-cac6-4fda-95a8-c58e00a3954e";

    private final Verifiers verifiers = Verifiers.all();

    /** The specification's own example. */
    @Test
    void thePublishedVectorIsAccepted() {
        Webhook webhook = webhook(
                bytes("{\"test\": 2432232314}"),
                "webhook-id",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "webhook-timestamp",
                "1614265330",
                "webhook-signature",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

        assertThat(verifiers.verify(webhook, asking("generic-hmac", "accept"), Instant.ofEpochSecond(1614265330)))
                .isEqualTo(Verdict.accepted());
    }

    @Test
    void gitLabsSigningTokensAreTakenWhereTheReceiverAsksForThem() {
        Webhook webhook = signed(KEY, Ticks.START, "X-Gitlab-Event", "Push Hook");

        assertThat(verify(asking("gitlab", "accept"), webhook)).isEqualTo(Verdict.accepted("Push Hook"));
        assertThat(verify(asking("gitlab", "require"), webhook)).isEqualTo(Verdict.accepted("Push Hook"));
        assertThat(verify(gitLab(), webhook)).isEqualTo(rejected(Reason.TOKEN_MISSING));
        assertThat(verify(withOption(gitLab(), "standard-webhooks", "yes"), webhook))
                .isEqualTo(rejected(Reason.TOKEN_MISSING));
    }

    @Test
    void theEventIsJudgedAfterTheSignature() {
        Route route = withOption(route("gitlab", "Push Hook").with(List.of(KEY), null), "standard-webhooks", "accept");

        assertThat(verify(route, signed(KEY, Ticks.START, "X-Gitlab-Event", "Push Hook")))
                .isEqualTo(Verdict.accepted("Push Hook"));
        assertThat(verify(route, signed(KEY, Ticks.START, "X-Gitlab-Event", "Job Hook")))
                .isEqualTo(rejected(Reason.EVENT_NOT_LISTED));
        assertThat(verify(route, signed(OTHER, Ticks.START, "X-Gitlab-Event", "Job Hook")))
                .isEqualTo(rejected(Reason.SIGNATURE_MISMATCH));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1,", "v1,AAAA", "v1a,AAAA", "x", "v1,*"})
    void aWebhookWithAWrongSignatureNeverFallsBackToTheToken(String signature) {
        Webhook gitLab = webhook(
                BODY,
                "X-Gitlab-Token",
                TOKEN,
                "webhook-id",
                ID,
                "webhook-timestamp",
                seconds(Ticks.START),
                "webhook-signature",
                signature);
        Webhook hmac = webhook(BODY, "X-Signature", signature("sha256", TOKEN, BODY), "webhook-signature", signature);

        assertThat(verify(asking("gitlab", "accept"), gitLab)).isEqualTo(rejected(Reason.SIGNATURE_MISMATCH));
        assertThat(verify(asking("generic-hmac", "accept"), hmac)).isEqualTo(rejected(Reason.SIGNATURE_MISSING));
    }

    @Test
    void aWebhookWithoutASignatureMayHaveTheTokenUnlessTheSignatureIsRequired() {
        Webhook gitLab = webhook(BODY, "X-Gitlab-Token", TOKEN);
        Webhook hmac = webhook(BODY, "X-Signature", signature("sha256", TOKEN, BODY));

        assertThat(verify(asking("gitlab", "accept"), gitLab)).isEqualTo(Verdict.accepted());
        assertThat(verify(asking("gitlab", "require"), gitLab)).isEqualTo(rejected(Reason.SIGNATURE_MISSING));
        assertThat(verify(asking("generic-hmac", "accept"), hmac)).isEqualTo(Verdict.accepted());
        assertThat(verify(asking("generic-hmac", "require"), hmac)).isEqualTo(rejected(Reason.SIGNATURE_MISSING));
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false", "-86400, false"})
    void theWindowIsFiveMinutesBothWays(long seconds, boolean within) {
        Verdict verdict = verify(asking("generic-hmac", "accept"), signed(KEY, Ticks.START.plusSeconds(seconds)));

        assertThat(verdict).isEqualTo(within ? Verdict.accepted() : rejected(Reason.TIMESTAMP_OUT_OF_WINDOW));
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        Webhook genuine = signed(KEY, Ticks.START);
        Webhook several = withHeader(
                genuine, "webhook-signature", "v1a,AAAA v1,AAAA v1,* " + genuine.header("webhook-signature") + " v2,x");

        assertThat(verify(asking("generic-hmac", "accept"), several)).isEqualTo(Verdict.accepted());
    }

    @Test
    void everyKeyThatIsValidNowCounts() {
        Route route = withOption(
                route("generic-hmac")
                        .with(List.of(OTHER.until(Ticks.START.minusSeconds(1)), KEY.until(Ticks.START)), null),
                "standard-webhooks",
                "accept");

        assertThat(verify(route, signed(KEY, Ticks.START))).isEqualTo(Verdict.accepted());
        assertThat(verify(route, signed(OTHER, Ticks.START))).isEqualTo(rejected(Reason.SIGNATURE_MISMATCH));
    }

    @Test
    void theTokenIsNoSigningKey() {
        Route route = withOption(route("generic-hmac").with(List.of(key(TOKEN)), null), "standard-webhooks", "accept");

        assertThat(verify(route, signed(KEY, Ticks.START))).isEqualTo(rejected(Reason.NO_TOKEN));
    }

    @ParameterizedTest
    @CsvSource({
        "webhook-id, '', SIGNATURE_MISSING",
        "webhook-id, a.b, SIGNATURE_MALFORMED",
        "webhook-id, other, SIGNATURE_MISMATCH",
        "webhook-timestamp, '', SIGNATURE_MISSING",
        "webhook-timestamp, x, SIGNATURE_MALFORMED",
        "webhook-timestamp, -1, SIGNATURE_MALFORMED",
        "webhook-timestamp, +1795165200, SIGNATURE_MALFORMED",
        "webhook-timestamp, 9999999999999999999999, SIGNATURE_MALFORMED",
        "webhook-timestamp, 999999999999, TIMESTAMP_OUT_OF_WINDOW",
        "webhook-timestamp, 1795165201, SIGNATURE_MISMATCH"
    })
    void idAndTimestampAreSignedToo(String header, String value, Reason reason) {
        assertThat(verify(asking("generic-hmac", "accept"), withHeader(signed(KEY, Ticks.START), header, value)))
                .isEqualTo(rejected(reason));
    }

    @Test
    void bytesCannotMoveBetweenIdAndBody() {
        Webhook genuine = signed(KEY, Ticks.START, bytes(seconds(Ticks.START) + ".{}"));
        Webhook moved = webhook(
                bytes("{}"),
                "webhook-id",
                ID + "." + seconds(Ticks.START),
                "webhook-timestamp",
                seconds(Ticks.START),
                "webhook-signature",
                genuine.header("webhook-signature"));

        assertThat(verify(asking("generic-hmac", "accept"), genuine)).isEqualTo(Verdict.accepted());
        assertThat(verify(asking("generic-hmac", "accept"), moved)).isEqualTo(rejected(Reason.SIGNATURE_MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"harbor", "github", "nexus"})
    void otherTypesDoNotKnowSuchSignatures(String type) {
        assertThat(verify(asking(type, "require"), signed(KEY, Ticks.START)))
                .isNotEqualTo(Verdict.accepted())
                .isInstanceOf(Verdict.Rejected.class);
    }

    private Verdict verify(Route route, Webhook webhook) {
        return verifiers.verify(webhook, route, Ticks.START);
    }

    private static Route asking(String type, String value) {
        Credential token = type.equals("gitlab") ? Credential.Sha256.of(bytes(TOKEN)) : key(TOKEN);
        return withOption(route(type).with(List.of(token, KEY), null), "standard-webhooks", value);
    }

    private static Route gitLab() {
        return route("gitlab").with(List.of(Credential.Sha256.of(bytes(TOKEN)), KEY), null);
    }

    private static Webhook signed(Credential.SigningKey key, Instant time, String... more) {
        return signed(key, time, BODY, more);
    }

    private static Webhook signed(Credential.SigningKey key, Instant time, byte[] body, String... more) {
        byte[] mac = Hmac.of("HmacSHA256", key.key(), concat(bytes(ID + "." + seconds(time) + "."), body));
        List<String> headers = new ArrayList<>(List.of(more));
        headers.addAll(List.of("webhook-id", ID, "webhook-timestamp", seconds(time)));
        headers.addAll(List.of("webhook-signature", "v1," + Base64.getEncoder().encodeToString(mac)));
        return webhook(body, headers.toArray(String[]::new));
    }

    private static Webhook withHeader(Webhook webhook, String header, String value) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(List.of(Map.entry(header, value)));
        for (String name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
            headers.add(Map.entry(name, webhook.header(name)));
        }
        return new Webhook("POST", webhook.target(), Headers.of(headers), webhook.body(), "request-1", Ticks.START);
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = new byte[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static String seconds(Instant time) {
        return Long.toString(Duration.between(Instant.EPOCH, time).toSeconds());
    }

    private static Credential.SigningKey signingKey(String token) {
        return Credential.SigningKey.ofToken(token).orElseThrow();
    }

    private static Verdict rejected(Reason reason) {
        return Verdict.rejected(reason);
    }
}
