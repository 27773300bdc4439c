package dev.sluice.function.webhook;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.EventJson;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.Ticks;
import dev.sluice.function.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from a webhook. */
class WebhookPartsTest {

    @Test
    void headersAreFoundInAnyCaseAndTheFirstCounts() {
        Headers headers =
                Headers.of(List.of(Map.entry("X-A", " \tone "), Map.entry("x-a", "two"), Map.entry("X-B", "")));

        assertThat(headers.first("x-A")).isEqualTo("one");
        assertThat(headers.first("x-b")).isEmpty();
        assertThat(headers.first("x-c")).isEmpty();
    }

    @Test
    void noTextFormShowsASecret() {
        Webhook push = Webhooks.push(Webhooks.TOKEN, BODY);

        assertThat(push.toString()).isEqualTo("Webhook[POST, 25 bytes, requestId=request-1]");
        assertThat(push.headers().toString()).isEqualTo("Headers[4]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-GitHub-Delivery",
                "X-Gitlab-Event-UUID",
                "X-Request-UUID",
                "X-Request-Id",
                "X-Nexus-Webhook-Delivery",
                "webhook-id",
                "Ce-Id"
            })
    void theDeliveryIdIsTheProviders(String header) {
        assertThat(DeliveryId.of(webhook(BODY, header, "aA0_:.-"))).isEqualTo("aA0_:.-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "a\"b", "é", "{}"})
    void whatDoesNotLookLikeAnIdIsNone(String id) {
        assertThat(DeliveryId.of(webhook(BODY, "X-GitHub-Delivery", id))).isEqualTo("request-1");
        assertThat(DeliveryId.of(webhook(BODY, "X-GitHub-Delivery", id, "Ce-Id", "next")))
                .isEqualTo("next");
        assertThat(DeliveryId.of(webhook(BODY, "X-GitHub-Delivery", "a".repeat(129))))
                .isEqualTo("request-1");
    }

    @Test
    void aWellFormedTraceIsPassedOn() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(TraceParent.of(webhook(BODY, "traceparent", trace))).contains(trace);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void anyOtherTraceIsNot(String trace) {
        assertThat(TraceParent.of(webhook(BODY, "traceparent", trace))).isEmpty();
    }

    @Test
    void filtersSeeAnEmptyObjectUnlessTheContentIsJson() {
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("ref", "refs/heads/main");

        assertThat(payload(BODY, "application/json")).contains(body);
        assertThat(payload(BODY, "text/plain, application/json")).contains(body);
        assertThat(payload(BODY, "")).contains(empty);
        assertThat(payload(BODY, "application/cloudevents+json")).contains(empty);
        assertThat(payload(bytes("[]"), "text/plain")).contains(empty);
        assertThat(payload(bytes("[]"), "application/json")).isEmpty();
    }

    @Test
    void filtersSeeWhatTheVerifierMadeOfTheBody() {
        ObjectNode made = JsonNodeFactory.instance.objectNode().put("tag", "v1");

        assertThat(RequestPayload.of(webhook(bytes("[]"), "Content-Type", "application/json"), made))
                .contains(made);
        assertThat(RequestPayload.of(webhook(bytes("[]")), made)).contains(JsonNodeFactory.instance.objectNode());
    }

    @Test
    void whateverIsReadTheAgentCanRead() {
        String deepest = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        String longName = "{\"" + "n".repeat(50_000) + "\":1}";
        String longNumber = "{\"a\":0." + "1".repeat(100_000) + "}";

        for (String json : List.of(deepest, longName, longNumber)) {
            Optional<ObjectNode> payload = payload(bytes(json), "application/json");
            assertThat(payload).isPresent();
            Optional<String> read =
                    EventJson.read(EventJson.write(event(payload.get()))).map(event -> String.valueOf(event.request()));
            assertThat(read.equals(payload.map(ObjectNode::toString))).isTrue();
        }
    }

    @Test
    void whatIsBeyondTheLimitsIsNotRead() {
        assertThat(payload(bytes("{\"a\":".repeat(901) + "1" + "}".repeat(901)), "application/json"))
                .isEmpty();
        assertThat(payload(bytes("[".repeat(3_000_000)), "application/json")).isEmpty();
        assertThat(payload(bytes("{\"a\":" + "[".repeat(3_000_000)), "application/json"))
                .isEmpty();
        assertThat(payload(bytes("{\"" + "n".repeat(50_001) + "\":1}"), "application/json"))
                .isEmpty();
        assertThat(payload(bytes("{\"a\":" + "9".repeat(3_000_000) + "}"), "application/json"))
                .isEmpty();
    }

    private static Optional<ObjectNode> payload(byte[] body, String contentType) {
        return RequestPayload.of(webhook(body, "Content-Type", contentType), null);
    }

    private static WebhookEvent event(ObjectNode payload) {
        return new WebhookEvent(
                new UUID(0, 1),
                "/sluice/prod",
                Webhooks.RECEIVER,
                "delivery",
                "generic",
                null,
                Ticks.START,
                payload,
                null);
    }
}
