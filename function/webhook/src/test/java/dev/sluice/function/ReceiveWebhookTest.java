package dev.sluice.function;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.RECEIVER;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.push;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.queue.Sending;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveWebhookTest {

    @Test
    void aGenuineWebhookIsQueuedForItsCluster() {
        TestFunction function = new TestFunction(route("github", "push"));

        Answer answer = function.function().receive(push(TOKEN, BODY));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(function.events())
                .containsExactly(new WebhookEvent(
                        new UUID(0, 1),
                        "/sluice/prod",
                        RECEIVER,
                        "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                        "github",
                        "push",
                        Ticks.START,
                        null,
                        null));
        RecordingSender.Sent sent = function.sender().sent().getFirst();
        assertThat(sent.queueUrl()).isEqualTo("https://sqs.test/prod");
        assertThat(sent.group()).isEqualTo("flux-system");
        assertThat(sent.budget()).isEqualTo(Duration.ofSeconds(5));
        assertThat(sent.message().bytes()).isLessThan(1024);
    }

    @Test
    void aBodyOfThreeMebibytesIsTakenAndOneByteMoreIsNot() {
        TestFunction function = new TestFunction(route("generic"));

        assertThat(function.receive(webhook(new byte[3 * 1024 * 1024]))).isEqualTo(Reason.QUEUED);
        assertThat(function.receive(webhook(new byte[3 * 1024 * 1024 + 1]))).isEqualTo(Reason.BODY_TOO_LARGE);
    }

    @Test
    void neitherATooLargeBodyNorAnotherPathCostsALookUp() {
        TestFunction function = new TestFunction(route("generic"));

        assertThat(function.receive(webhook("/hook/none", new byte[3 * 1024 * 1024 + 1])))
                .isEqualTo(Reason.BODY_TOO_LARGE);
        for (String target : List.of(
                "/",
                "/healthz",
                "/hook",
                "/hook/",
                "//hook/" + DIGEST,
                "/hook/" + DIGEST + "/",
                "/hook/" + DIGEST + "?",
                "/hook/" + DIGEST + "?a=b",
                "/%68ook/" + DIGEST,
                "/hook/" + DIGEST.toUpperCase(Locale.ROOT),
                "http://host/hook/" + DIGEST,
                "*",
                "")) {
            assertThat(function.receive(webhook(target, BODY))).as(target).isEqualTo(Reason.NOT_A_WEBHOOK_PATH);
        }
        assertThat(function.secrets().reads()).isEmpty();
    }

    @Test
    void anUnknownPathIsNotFound() {
        TestFunction function = new TestFunction(route("generic"));

        assertThat(function.receive(webhook("/hook/" + "0".repeat(64), BODY))).isEqualTo(Reason.PATH_UNKNOWN);
    }

    @Test
    void withoutAnyTableTheSenderIsToldToComeBack() {
        TestFunction function = new TestFunction(new FakeSecrets());

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.ROUTES_NOT_LOADED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "NOT_READY", "NO_TOKEN"})
    void aClosedReceiverIsToldBeforeTheWebhookIsVerified(RouteState state) {
        TestFunction function = new TestFunction(route("github").in(state));

        Reason genuine = function.receive(push(TOKEN, BODY));
        Reason forged = function.receive(push("another token", BODY));

        assertThat(genuine.name()).isEqualTo(state.name());
        assertThat(forged).isEqualTo(genuine);
        assertThat(function.events()).isEmpty();
    }

    @Test
    void aBrokenFilterIsToldToTheGenuineOnly() {
        TestFunction function = new TestFunction(route("github").in(RouteState.INVALID_FILTER));

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.FILTER_INVALID);
        assertThat(function.receive(push("another token", BODY))).isEqualTo(Reason.SIGNATURE_MISMATCH);
        assertThat(function.events()).isEmpty();
    }

    @Test
    void aTypeWithoutAVerifierIsRefused() {
        TestFunction function = new TestFunction(route("carrier-pigeon"));

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.TYPE_UNKNOWN);
    }

    @Test
    void thePayloadTravelsOnlyWhereAFilterNeedsIt() {
        TestFunction function = new TestFunction(Webhooks.filtered(route("github")));

        function.receive(push(TOKEN, BODY));

        assertThat(function.events().getFirst().request())
                .isEqualTo(JsonNodeFactory.instance.objectNode().put("ref", "refs/heads/main"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "", "{", "{\"a\":1e999}"})
    void aPayloadThatAFilterCannotReadIsAnError(String body) {
        TestFunction function = new TestFunction(Webhooks.filtered(route("generic")));

        assertThat(function.receive(webhook(bytes(body), "Content-Type", "application/json")))
                .isEqualTo(Reason.PAYLOAD_NOT_AN_OBJECT);
    }

    @Test
    void anEventThatIsTooLargeEvenWhenCompressedIsRefused() {
        TestFunction function = new TestFunction(Webhooks.filtered(route("generic")));
        StringBuilder noise = new StringBuilder();
        new Random(1).ints(2_000_000, 'a', 'z').forEach(c -> noise.append((char) c));
        byte[] dense = bytes("{\"a\":\"" + noise + "\"}");
        byte[] sparse = bytes("{\"a\":\"" + "a".repeat(2_000_000) + "\"}");

        assertThat(function.receive(webhook(dense, "Content-Type", "application/json")))
                .isEqualTo(Reason.EVENT_TOO_LARGE);
        assertThat(function.receive(webhook(sparse, "Content-Type", "application/json")))
                .isEqualTo(Reason.QUEUED);
        assertThat(function.events().getFirst().request()).isNotNull();
    }

    @Test
    void aQueueThatDoesNotTakeTheEventIsTold() {
        TestFunction function = new TestFunction(route("github"));
        function.sender().answer("https://sqs.test/prod", new Sending.Failed("ApiCallTimeoutException", false));
        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUE_UNAVAILABLE);

        function.sender().answer("https://sqs.test/prod", new Sending.Failed("AccessDenied", true));
        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUE_REFUSED);
    }

    @Test
    void aTraceIsPassedOnUnlessItIsMalformed() {
        TestFunction function = new TestFunction(route("generic"));
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        function.receive(webhook(BODY, "Traceparent", trace));
        function.receive(webhook(BODY, "Traceparent", trace + "-x"));

        assertThat(function.sender().sent())
                .extracting(RecordingSender.Sent::message)
                .extracting(SealedMessage::attributes)
                .satisfiesExactly(
                        attributes -> assertThat(attributes).containsEntry("traceparent", trace),
                        attributes -> assertThat(attributes).doesNotContainKey("traceparent"));
    }

    @Test
    void anOldTokenCountsUntilItsEnd() {
        Route rotated = route("github")
                .with(
                        List.of(Webhooks.key("the new one"), Webhooks.key(TOKEN).until(Ticks.START.plusSeconds(10))),
                        null);
        TestFunction function = new TestFunction(rotated);

        assertThat(function.receive(push("the new one", BODY))).isEqualTo(Reason.QUEUED);
        assertThat(function.receive(at(10, TOKEN))).isEqualTo(Reason.QUEUED);
        assertThat(function.receive(at(11, TOKEN))).isEqualTo(Reason.SIGNATURE_MISMATCH);
        assertThat(function.receive(at(11, "the new one"))).isEqualTo(Reason.QUEUED);
    }

    @Test
    void aRouteWhoseOnlyTokenHasEndedHasNone() {
        TestFunction function = new TestFunction(route("github")
                .with(List.of(Webhooks.key(TOKEN).until(Ticks.START.minusSeconds(1))), null));

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.NO_TOKEN);
    }

    @Test
    void anOldPathCountsUntilItsEnd() {
        TestFunction function =
                new TestFunction(route("github").with(List.of(Webhooks.key(TOKEN)), Ticks.START.plusSeconds(10)));

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUED);
        function.clock().pass(Duration.ofSeconds(10));
        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUED);
        function.clock().pass(Duration.ofSeconds(1));
        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.PATH_UNKNOWN);
    }

    @Test
    void everyReasonHasTheStatusOfTheDesign() {
        Map<Integer, List<Reason>> table = Map.of(
                200, List.of(Reason.QUEUED),
                400,
                        List.of(
                                Reason.TOKEN_MALFORMED,
                                Reason.ALGORITHM_REFUSED,
                                Reason.ISSUER_UNKNOWN,
                                Reason.AUDIENCE_MISMATCH,
                                Reason.TOKEN_EXPIRED,
                                Reason.TOKEN_NOT_YET_VALID,
                                Reason.EMAIL_MISMATCH,
                                Reason.KEY_UNKNOWN,
                                Reason.KEYS_UNAVAILABLE,
                                Reason.ISSUER_ADDRESS_REFUSED,
                                Reason.DISCOVERY_REFUSED,
                                Reason.CLAIMS_REFUSED,
                                Reason.RULES_INVALID,
                                Reason.ROUTE_INCOMPLETE,
                                Reason.SIGNATURE_MISMATCH,
                                Reason.SIGNATURE_MISSING,
                                Reason.SIGNATURE_MALFORMED,
                                Reason.CONTENT_TYPE_REFUSED,
                                Reason.FORM_MALFORMED,
                                Reason.TIMESTAMP_OUT_OF_WINDOW,
                                Reason.TOKEN_MISSING,
                                Reason.TOKEN_MISMATCH,
                                Reason.PAYLOAD_MALFORMED,
                                Reason.EVENT_NOT_LISTED,
                                Reason.NO_TOKEN,
                                Reason.EXTERNAL_TOKEN_MISSING,
                                Reason.TYPE_UNKNOWN),
                202, List.of(Reason.EVENT_IGNORED),
                404, List.of(Reason.NOT_A_WEBHOOK_PATH, Reason.PATH_UNKNOWN),
                413, List.of(Reason.BODY_TOO_LARGE, Reason.EVENT_TOO_LARGE),
                500,
                        List.of(
                                Reason.PAYLOAD_NOT_AN_OBJECT,
                                Reason.FILTER_INVALID,
                                Reason.NOT_A_GATEWAY_EVENT,
                                Reason.FAILED),
                503,
                        List.of(
                                Reason.SUSPENDED,
                                Reason.NOT_READY,
                                Reason.ROUTES_NOT_LOADED,
                                Reason.EXTERNAL_TOKEN_UNREADABLE,
                                Reason.QUEUE_UNAVAILABLE,
                                Reason.QUEUE_REFUSED));

        table.forEach((status, reasons) -> assertThat(reasons)
                .allSatisfy(reason -> assertThat(reason.status()).isEqualTo(status)));
        assertThat(table.values().stream().flatMap(List::stream)).containsExactlyInAnyOrder(Reason.values());
        assertThat(Arrays.stream(Reason.values()).map(Reason::label)).doesNotHaveDuplicates();
    }

    private static Webhook at(int second, String token) {
        Webhook push = push(token, BODY);
        return new Webhook(
                push.method(),
                push.target(),
                push.headers(),
                push.body(),
                push.requestId(),
                Ticks.START.plusSeconds(second));
    }
}
