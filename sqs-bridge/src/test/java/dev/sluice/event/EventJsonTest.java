package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.Golden;
import dev.sluice.Mutations;
import dev.sluice.route.ReceiverName;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {

    private static final String GOLDEN = Golden.compact(Golden.text(EventJsonTest.class, "event.json"));
    private static final UUID ID = UUID.fromString("8a6e0804-2bd0-4672-b79d-d97027f9071a");
    private static final JsonMapper PLAIN = new JsonMapper();

    @Test
    void theDocumentedFormIsWritten() {
        assertThat(EventJson.write(documented())).isEqualTo(GOLDEN);
    }

    @Test
    void theDocumentedFormIsRead() {
        assertThat(EventJson.read(GOLDEN)).contains(documented());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsReadBack(@ForAll("events") WebhookEvent event) {
        assertThat(EventJson.read(EventJson.write(event))).contains(event);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anEventIsAsciiWhateverIsInIt(@ForAll("events") WebhookEvent event) {
        assertThat(EventJson.write(event)).matches(text -> text.chars().allMatch(c -> c >= ' ' && c <= 0x7f));
    }

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 100)
    void theCloudEventsSdkReadsTheSameEvent(@ForAll("requests") JsonNode request) {
        WebhookEvent event = EventArbitraries.with(documented(), request, null);

        CloudEvent read = Objects.requireNonNull(
                        EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
                .deserialize(EventJson.write(event).getBytes(StandardCharsets.UTF_8));

        assertThat(read.getSpecVersion()).hasToString("1.0");
        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getSource()).hasToString(event.source());
        assertThat(read.getType()).isEqualTo("dev.sluice.webhook.received.v1");
        assertThat(read.getSubject()).isEqualTo("flux-system/github-receiver");
        assertThat(Objects.requireNonNull(read.getTime()).toInstant()).isEqualTo(event.received());
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtensionNames()).isEmpty();
        assertThat(read.getData())
                .isInstanceOfSatisfying(
                        JsonCloudEventData.class,
                        data -> assertThat(data.getNode().path("request")).isEqualTo(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":12345678901234567890}",
                "{\"n\":-123456789012345678901234567890123456789012345678901234567890}",
                "{\"n\":[1.5,-0.0,1e-7,1E22,0.1,2147483648,9007199254740993]}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[[[[[[[]]]]]]]}}}}}",
                "{\"\":\"\",\"\\u0000\":\"\\ud800 \\u007f \\\" \\\\\",\"\\ud83d\\ude80\":\"\\u2028\"}",
                "null",
                "[]"
            })
    void aRequestTravelsAsItIs(String json) throws JsonProcessingException {
        JsonNode request = PLAIN.readTree(json);

        assertThat(EventJson.read(EventJson.write(EventArbitraries.with(documented(), request, null))))
                .map(WebhookEvent::request)
                .contains(request);
    }

    @Test
    void aRequestAsDeepAsAParserReadsTravels() throws JsonProcessingException {
        JsonNode arrays = PLAIN.readTree("[".repeat(1000) + "]".repeat(1000));
        JsonNode objects = PLAIN.readTree("{\"a\":".repeat(999) + "{}" + "}".repeat(999));
        WebhookEvent event = EventArbitraries.with(documented(), arrays, objects);

        assertThat(EventJson.read(EventJson.write(event))).contains(event);
    }

    @Test
    void anEventWithoutRequestTakesLessThanOneKibibyte() {
        WebhookEvent longest = new WebhookEvent(
                ID,
                "/" + "p".repeat(64) + "/" + "c".repeat(32),
                new ReceiverName("n".repeat(63), "r".repeat(253)),
                "d".repeat(128),
                "dockerhub-something",
                "pull_request_review_thread",
                Instant.parse("2026-11-20T09:30:00.123456789Z"),
                null,
                null);

        assertThat(EventJson.write(longest).length()).isLessThan(1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {}", "x", "]", "}", " null", ",", "\u0000"})
    void anythingBehindTheEventIsRefused(String tail) {
        assertThat(EventJson.read(GOLDEN + tail)).isEmpty();
        assertThat(EventJson.read(GOLDEN + " \r\n\t")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "specversion":"1.0"                             | "specversion":"2.0"
            "specversion":"1.0"                             | "specversion":1.0
            "specversion":"1.0"                             | "x":1
            "type":"dev.sluice.webhook.received.v1"         | "type":"dev.sluice.webhook.received.v2"
            "type":"dev.sluice.webhook.received.v1"         | "type":null
            "id":"8a6e0804-2bd0-4672-b79d-d97027f9071a"     | "id":"1"
            "id":"8a6e0804-2bd0-4672-b79d-d97027f9071a"     | "id":7
            "source":"/sluice/prod-eu"                      | "x":1
            "subject":"flux-system/github-receiver"         | "subject":"flux-system"
            "subject":"flux-system/github-receiver"         | "subject":"flux-system/github/receiver"
            "subject":"flux-system/github-receiver"         | "x":1
            "deliveryId":                                   | "x":
            "provider":"github"                             | "provider":["github"]
            "received":"2026                                | "received":"x2026
            "data":                                         | "dat":
            """)
    void whatLacksAFieldOrIsOfAnotherTypeIsRefused(String part, String replacement) {
        assertThat(GOLDEN).contains(part);
        assertThat(EventJson.read(GOLDEN.replace(part, replacement))).isEmpty();
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(EventJson.read(
                        GOLDEN.replace("\"data\":{", "\"traceparent\":\"00-1-2-03\",\"data\":{\"later\":{},")))
                .contains(documented());
    }

    @Property
    void noTextThrows(@ForAll String text) {
        assertThat(EventJson.read(text)).isEmpty();
    }

    @Property(tries = 2000)
    void aGarbledEventDoesNotThrow(@ForAll Random random) {
        assertThat(EventJson.read(Mutations.ofText(GOLDEN, random))).isNotNull();
        assertThat(EventJson.read(Mutations.ofValues(GOLDEN, random))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{\"data\":{\"request\":["})
    void deepNestingDoesNotThrow(String opening) {
        assertThat(EventJson.read(opening.repeat(200_000))).isEmpty();
        assertThat(EventJson.read(GOLDEN.replace("1.5", opening.repeat(200_000))))
                .isEmpty();
    }

    @Test
    void numbersThatNoMachineHoldsDoNotThrow() {
        assertThat(EventJson.read(GOLDEN.replace("1.5", "1e999999999"))).isNotNull();
        assertThat(EventJson.read(GOLDEN.replace("1.5", "9".repeat(100_000)))).isEmpty();
    }

    @Provide
    Arbitrary<WebhookEvent> events() {
        return EventArbitraries.events();
    }

    @Provide
    Arbitrary<JsonNode> requests() {
        return EventArbitraries.trees();
    }

    private static WebhookEvent documented() {
        return new WebhookEvent(
                ID,
                "/sluice/prod-eu",
                new ReceiverName("flux-system", "github-receiver"),
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "github",
                "push",
                Instant.parse("2026-11-20T09:30:00.123Z"),
                parsed("{\"ref\":\"refs/heads/main\",\"id\":12345678901234567890,\"ratio\":1.5,"
                        + "\"author\":\"J\u00fcrgen \ud83d\ude80\"}"),
                parsed("{\"sub\":\"repo:acme/app\"}"));
    }

    private static JsonNode parsed(String json) {
        try {
            return PLAIN.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
