package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.Ticks;
import dev.sluice.function.webhook.Webhook;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpApiEventTest {

    private static final byte[] BYTES = {0, (byte) 0xff, 'x'};

    @Test
    void anEventHoldsARequest() {
        Webhook webhook = webhook(event("/hook/x?a=b", BYTES)).orElseThrow();

        assertThat(webhook.method()).isEqualTo("POST");
        assertThat(webhook.target()).isEqualTo("/hook/x?a=b");
        assertThat(webhook.header("X-A")).isEqualTo("1,2");
        assertThat(webhook.header("X.Dotted")).isEqualTo("3");
        assertThat(webhook.body()).containsExactly(BYTES);
        assertThat(webhook.requestId()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(webhook.received()).isEqualTo(Ticks.START);
    }

    @Test
    void aBodyMayBeText() {
        String text = "{\"é\":\"\uD83D\uDE00\"}";
        ObjectNode event = event("/", text.getBytes(StandardCharsets.UTF_8));

        assertThat(webhook(GatewayEvents.asText(event)).orElseThrow().body())
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBodyMayBeMissing() {
        assertThat(webhook(event("/", new byte[0])).orElseThrow().body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "$default, /hook/x, /hook/x",
        "$default, /$default/hook/x, /$default/hook/x",
        "prod, /prod/hook/x, /hook/x",
        "prod, /hook/x, /hook/x",
        "prod, /production/hook/x, /production/hook/x",
        "prod, /prod, /prod",
        "prod, /prod/prod/hook/x, /prod/prod/hook/x",
        "hook, /hook/hook/x, /hook/x",
        "hook, /hook/x, /hook/x"
    })
    void theStageIsNoPartOfThePath(String stage, String rawPath, String path) {
        ObjectNode event = event(rawPath, BYTES);
        event.withObject("/requestContext").put("stage", stage);

        assertThat(webhook(event).orElseThrow().target()).isEqualTo(path);
    }

    @Test
    void whatIsNoSuchEventHoldsNone() {
        assertThat(webhook(event("/", BYTES).put("body", "***"))).isEmpty();
        assertThat(webhook((ObjectNode) event("/", BYTES).without("rawPath"))).isEmpty();
        assertThat(webhook((ObjectNode) event("/", BYTES).without("requestContext")))
                .isEmpty();
        for (String json : List.of("", "null", "[]", "1", "\"x\"", "{", "{\"a\":", "{}", "[".repeat(5000))) {
            assertThat(GatewayEvent.read(stream(json))
                            .flatMap(read -> HttpApiEvent.webhook(read, BasePath.NONE, Ticks.START)))
                    .as(json)
                    .isEmpty();
        }
    }

    private static ObjectNode event(String target, byte[] body) {
        return GatewayEvents.httpApi(
                "POST",
                target,
                List.of(Map.entry("X-A", "1"), Map.entry("x-a", "2"), Map.entry("x.dotted", "3")),
                body);
    }

    private static Optional<Webhook> webhook(ObjectNode event) {
        return GatewayEvent.read(stream(event.toString()))
                .flatMap(read -> HttpApiEvent.webhook(read, BasePath.NONE, Ticks.START));
    }

    private static ByteArrayInputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
