package dev.sluice.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.route.ReceiverName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventOpenerTest {

    private static final Seal SEAL = Seal.ofText("the-key-of-this-cluster");
    private static final Seal OTHER_SEAL = Seal.ofText("the-key-of-another-cluster");
    private static final String SOURCE = "/sluice/prod-eu";
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:01Z");
    private static final UUID ID = UUID.fromString("8a6e0804-2bd0-4672-b79d-d97027f9071a");

    @Property(edgeCases = EdgeCasesMode.NONE)
    void whatIsSealedOpens(@ForAll("events") WebhookEvent event) {
        SealedMessage message = EventSealer.seal(event, SEAL, NOW, null).orElseThrow();

        assertThat(EventOpener.open(message, event.source(), List.of(SEAL))).isEqualTo(new Opening.Opened(event));
    }

    @Test
    void aMessageCarriesTheAttributesOfStandardWebhooksAndTheTrace() {
        SealedMessage message =
                EventSealer.seal(event(null), SEAL, NOW, "00-a-b-01").orElseThrow();

        assertThat(message.attributes())
                .containsOnly(
                        Map.entry("webhook-id", ID.toString()),
                        Map.entry("webhook-timestamp", "1795167001"),
                        Map.entry("webhook-signature", SEAL.sign(ID.toString(), "1795167001", message.body())),
                        Map.entry("traceparent", "00-a-b-01"));
        assertThat(message.body()).isEqualTo(EventJson.write(event(null)));
    }

    @Test
    void thereIsNoWindowForTheTimestamp() {
        WebhookEvent event = event(null);

        assertThat(EventOpener.open(sealed(event, SEAL, Instant.EPOCH), SOURCE, List.of(SEAL)))
                .isEqualTo(new Opening.Opened(event));
        assertThat(EventOpener.open(sealed(event, SEAL, Instant.parse("2999-01-01T00:00:00Z")), SOURCE, List.of(SEAL)))
                .isEqualTo(new Opening.Opened(event));
    }

    @Test
    void anOldKeyAmongSeveralOpens() {
        WebhookEvent event = event(null);

        assertThat(EventOpener.open(sealed(event, SEAL, NOW), SOURCE, List.of(OTHER_SEAL, SEAL)))
                .isEqualTo(new Opening.Opened(event));
    }

    @Test
    void anEventIsCompressedExactlyWhenItIsTooLarge() {
        int rest = sealed(event(""), SEAL, NOW).bytes();
        WebhookEvent largest = event("a".repeat(SealedMessage.MAX_BYTES - rest));
        WebhookEvent larger = event("a".repeat(SealedMessage.MAX_BYTES - rest + 1));

        SealedMessage plain = sealed(largest, SEAL, NOW);
        SealedMessage compressed = sealed(larger, SEAL, NOW);

        assertThat(plain.bytes()).isEqualTo(SealedMessage.MAX_BYTES);
        assertThat(plain.attributes()).doesNotContainKey("content-encoding");
        assertThat(compressed.attributes()).containsEntry("content-encoding", "gzip");
        assertThat(compressed.bytes()).isLessThan(SealedMessage.MAX_BYTES / 10);
        assertThat(EventOpener.open(plain, SOURCE, List.of(SEAL))).isEqualTo(new Opening.Opened(largest));
        assertThat(EventOpener.open(compressed, SOURCE, List.of(SEAL))).isEqualTo(new Opening.Opened(larger));
    }

    @Test
    void theLargestWebhookOpensThoughEveryCharacterOfItIsEscaped() {
        WebhookEvent event = event("\u00e4".repeat(3 * 1024 * 1024 / 2));

        assertThat(EventOpener.open(sealed(event, SEAL, NOW), SOURCE, List.of(SEAL)))
                .isEqualTo(new Opening.Opened(event));
    }

    @Test
    void whatIsTooLargeEvenWhenCompressedIsNotSealed() {
        byte[] noise = new byte[3 * 1024 * 1024 / 2];
        new Random(1).nextBytes(noise);

        assertThat(EventSealer.seal(event(Base64.getEncoder().encodeToString(noise)), SEAL, NOW, null))
                .isEmpty();
    }

    @Test
    void aMessagesSizeIsThatOfBodyAttributeNamesTypesAndValues() {
        assertThat(new SealedMessage("b\u00f6dy", Map.of("name", "v\u00e4lue", "n", "v")).bytes())
                .isEqualTo(5 + (4 + 6 + 6) + (1 + 6 + 1));
    }

    @Test
    void theSealOfAnotherKeyIsRefused() {
        assertRefused(sealed(event(null), OTHER_SEAL, NOW), Opening.Reason.WRONG_SEAL);
        assertThat(EventOpener.open(sealed(event(null), SEAL, NOW), SOURCE, List.of()))
                .isEqualTo(new Opening.Refused(Opening.Reason.WRONG_SEAL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void aMessageWithoutAllOfASealIsRefused(String attribute) {
        SealedMessage message = sealed(event(null), SEAL, NOW);
        Map<String, String> attributes = new HashMap<>(message.attributes());
        attributes.remove(attribute);

        assertRefused(new SealedMessage(message.body(), attributes), Opening.Reason.NOT_SEALED);
    }

    @Test
    void aCutOffBodyIsRefused() {
        SealedMessage message = sealed(event(null), SEAL, NOW);

        assertRefused(
                new SealedMessage(message.body().substring(0, message.body().length() - 1), message.attributes()),
                Opening.Reason.WRONG_SEAL);
    }

    @Test
    void theEventOfAnotherSourceIsRefused() {
        WebhookEvent event = event(null);

        assertThat(EventOpener.open(sealed(event, SEAL, NOW), "/sluice/prod", List.of(SEAL)))
                .isEqualTo(new Opening.Refused(Opening.Reason.FOREIGN_SOURCE));
    }

    @Test
    void anEventUnderTheSealOfAnotherIdIsRefused() {
        assertRefused(
                signed("00000000-0000-4000-8000-000000000000", "1700000000", EventJson.write(event(null))),
                Opening.Reason.UNDECODABLE);
    }

    @Test
    void whatIsNoEventIsRefusedEvenUnderTheSeal() {
        assertRefused(signed(ID.toString(), "1700000000", "{}"), Opening.Reason.UNDECODABLE);
        assertRefused(signed(ID.toString(), "1700000000", ""), Opening.Reason.UNDECODABLE);
        assertRefused(
                signed(ID.toString(), "1700000000", EventJson.write(event(null)) + "{}"), Opening.Reason.UNDECODABLE);
    }

    @Test
    void anIdThatMovesBytesBetweenIdAndBodyIsRefusedThoughItsSealIsRight() {
        String inner = EventJson.write(event("forged"));
        // what an attacker might bring the function to seal: a text that holds ".<digits>." and an event
        SealedMessage honest = signed(ID.toString(), "1700000000", "{\"x\":1}.1600000000." + inner);
        String signature = attribute(honest, SealedMessage.SIGNATURE);

        String forgedId = ID + ".1700000000.{\"x\":1}";
        SealedMessage forged = message(forgedId, "1600000000", signature, inner);

        assertThat(SEAL.verifies(forgedId, "1600000000", inner, signature)).isTrue();
        assertRefused(forged, Opening.Reason.INVALID_ID);
    }

    @Test
    void aTimestampThatMovesBytesIntoTheBodyIsRefusedThoughItsSealIsRight() {
        String inner = EventJson.write(event("forged"));
        SealedMessage honest = signed(ID.toString(), "1700000000", "9." + inner);
        String signature = attribute(honest, SealedMessage.SIGNATURE);

        SealedMessage forged = message(ID.toString(), "1700000000.9", signature, inner);

        assertThat(SEAL.verifies(ID.toString(), "1700000000.9", inner, signature))
                .isTrue();
        assertRefused(forged, Opening.Reason.INVALID_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "x.1700000000.{}",
                "x.8a6e0804-2bd0-4672-b79d-d97027f9071a",
                "8A6E0804-2BD0-4672-B79D-D97027F9071A",
                "8a6e0804-2bd0-4672-b79d-d97027f9071a\n",
                "8a6e08042bd04672b79dd97027f9071a"
            })
    void anIdThatIsNotWrittenAsTheFunctionWritesItIsRefused(String id) {
        assertRefused(signed(id, "1700000000", EventJson.write(event(null))), Opening.Reason.INVALID_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "1e3", "\u0661700000000", "1234567890123", "1700000000\n"})
    void aTimestampThatIsNoNumberOfSecondsIsRefused(String timestamp) {
        assertRefused(signed(ID.toString(), timestamp, EventJson.write(event(null))), Opening.Reason.INVALID_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "GZIP", "identity", "gzip, gzip"})
    void anUnknownEncodingIsRefused(String encoding) {
        assertRefused(
                encoded(signed(ID.toString(), "1700000000", EventJson.write(event(null))), encoding),
                Opening.Reason.UNDECODABLE);
    }

    @Test
    void anEncodingThatIsNotTheBodysIsRefused() {
        SealedMessage compressed = sealed(event("a".repeat(SealedMessage.MAX_BYTES)), SEAL, NOW);
        Map<String, String> attributes = new HashMap<>(compressed.attributes());
        attributes.remove(SealedMessage.ENCODING);

        assertRefused(new SealedMessage(compressed.body(), attributes), Opening.Reason.UNDECODABLE);
        assertRefused(encoded(sealed(event(null), SEAL, NOW), "gzip"), Opening.Reason.UNDECODABLE);
    }

    @Test
    void aGzipBombIsRefused() {
        String padded = EventJson.write(event(null)) + " ".repeat(100 * 1024 * 1024);
        SealedMessage bomb = encoded(signed(ID.toString(), "1700000000", gzip(padded)), "gzip");

        assertThat(bomb.bytes()).isLessThan(SealedMessage.MAX_BYTES);
        assertRefused(bomb, Opening.Reason.UNDECODABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "H4sI", "H4sIAAAAAAAA/w==", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void whatIsNoGzipIsRefused(String body) {
        assertRefused(encoded(signed(ID.toString(), "1700000000", body), "gzip"), Opening.Reason.UNDECODABLE);
    }

    @Property(tries = 1000)
    void aChangeOfAnyByteIsRefused(
            @ForAll("parts") String part, @ForAll int at, @ForAll @CharRange(from = '\0', to = '\u007f') char other) {
        SealedMessage message = sealed(event("request"), SEAL, NOW);
        String text = part.isEmpty() ? message.body() : attribute(message, part);
        StringBuilder changed = new StringBuilder(text);
        int index = Math.floorMod(at, text.length());
        changed.setCharAt(index, other == text.charAt(index) ? (char) (other ^ 1) : other);

        SealedMessage forged = part.isEmpty()
                ? new SealedMessage(changed.toString(), message.attributes())
                : with(message, part, changed.toString());

        assertThat(EventOpener.open(forged, SOURCE, List.of(SEAL))).isInstanceOf(Opening.Refused.class);
    }

    @Property
    void noMessageThrows(
            @ForAll String body,
            @ForAll String id,
            @ForAll String timestamp,
            @ForAll String signature,
            @ForAll("encodings") @Nullable String encoding) {
        SealedMessage message = message(id, timestamp, signature, body);

        assertThat(EventOpener.open(
                        encoding == null ? message : encoded(message, encoding), SOURCE, List.of(SEAL, OTHER_SEAL)))
                .isInstanceOf(Opening.Refused.class);
    }

    @Property
    void noBodyThrowsEvenUnderTheSeal(@ForAll String body, @ForAll("encodings") @Nullable String encoding) {
        SealedMessage message = signed(ID.toString(), "1700000000", body);

        assertRefused(encoding == null ? message : encoded(message, encoding), Opening.Reason.UNDECODABLE);
    }

    @Property(tries = 200)
    void noGarbledGzipThrows(@ForAll Random random) {
        byte[] gzip = Base64.getDecoder().decode(gzip(EventJson.write(event("a".repeat(500)))));
        gzip[random.nextInt(gzip.length)] ^= (byte) (1 + random.nextInt(255));
        String body = Base64.getEncoder().encodeToString(gzip);

        assertThat(EventOpener.open(encoded(signed(ID.toString(), "1700000000", body), "gzip"), SOURCE, List.of(SEAL)))
                .isNotNull();
    }

    @Provide
    Arbitrary<WebhookEvent> events() {
        return EventArbitraries.events();
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.of("", SealedMessage.ID, SealedMessage.TIMESTAMP, SealedMessage.SIGNATURE);
    }

    @Provide
    Arbitrary<String> encodings() {
        return Arbitraries.of("gzip", "br", "").injectNull(0.3);
    }

    private static void assertRefused(SealedMessage message, Opening.Reason reason) {
        assertThat(EventOpener.open(message, SOURCE, List.of(SEAL))).isEqualTo(new Opening.Refused(reason));
    }

    private static WebhookEvent event(@Nullable String text) {
        ObjectNode request =
                text == null ? null : JsonNodeFactory.instance.objectNode().put("text", text);
        return new WebhookEvent(
                ID,
                SOURCE,
                new ReceiverName("flux-system", "github-receiver"),
                "delivery",
                "github",
                "push",
                Instant.parse("2026-11-20T09:30:00Z"),
                request,
                null);
    }

    private static SealedMessage sealed(WebhookEvent event, Seal seal, Instant now) {
        return EventSealer.seal(event, seal, now, null).orElseThrow();
    }

    private static SealedMessage signed(String id, String timestamp, String body) {
        return message(id, timestamp, SEAL.sign(id, timestamp, body), body);
    }

    private static SealedMessage message(String id, String timestamp, String signature, String body) {
        return new SealedMessage(
                body,
                Map.of(SealedMessage.ID, id, SealedMessage.TIMESTAMP, timestamp, SealedMessage.SIGNATURE, signature));
    }

    private static String attribute(SealedMessage message, String name) {
        return Objects.requireNonNull(message.attributes().get(name));
    }

    private static SealedMessage encoded(SealedMessage message, String encoding) {
        return with(message, SealedMessage.ENCODING, encoding);
    }

    private static SealedMessage with(SealedMessage message, String attribute, String value) {
        Map<String, String> attributes = new HashMap<>(message.attributes());
        attributes.put(attribute, value);
        return new SealedMessage(message.body(), attributes);
    }

    private static String gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
