package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.route.RouteArbitraries;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Events of any kind. */
final class EventArbitraries {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EventArbitraries() {}

    static Arbitrary<WebhookEvent> events() {
        Arbitrary<UUID> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
        Arbitrary<Instant> times = Combinators.combine(
                        Arbitraries.longs().between(0, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<WebhookEvent> plain = Combinators.combine(
                        ids, texts(), RouteArbitraries.receivers(), texts(), texts(), texts().injectNull(0.3), times)
                .as((id, source, receiver, delivery, type, name, received) ->
                        new WebhookEvent(id, source, receiver, delivery, type, name, received, null, null));
        return Combinators.combine(plain, trees().injectNull(0.3), trees().injectNull(0.5))
                .as(EventArbitraries::with);
    }

    static WebhookEvent with(WebhookEvent event, @Nullable JsonNode request, @Nullable JsonNode claims) {
        return new WebhookEvent(
                event.id(),
                event.source(),
                event.receiver(),
                event.deliveryId(),
                event.type(),
                event.name(),
                event.received(),
                request,
                claims);
    }

    /** JSON as a parser makes it: the smallest type for each whole number, doubles for the rest. */
    static Arbitrary<JsonNode> trees() {
        return trees(3);
    }

    private static Arbitrary<JsonNode> trees(int depth) {
        if (depth == 0) {
            return leaves();
        }
        Arbitrary<JsonNode> arrays = trees(depth - 1).list().ofMaxSize(3).map(elements -> {
            ArrayNode array = NODES.arrayNode();
            elements.forEach(array::add);
            return array;
        });
        Arbitrary<JsonNode> objects = Arbitraries.maps(names(), trees(depth - 1))
                .ofMaxSize(3)
                .map(fields -> {
                    ObjectNode object = NODES.objectNode();
                    fields.forEach(object::set);
                    return object;
                });
        return Arbitraries.oneOf(leaves(), arrays, objects);
    }

    private static Arbitrary<JsonNode> leaves() {
        return Arbitraries.oneOf(
                Arbitraries.of(NODES.nullNode(), NODES.booleanNode(true), NODES.booleanNode(false)),
                texts().map(NODES::textNode),
                Arbitraries.doubles().map(NODES::numberNode),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(60).negate(), BigInteger.TEN.pow(60))
                        .map(EventArbitraries::whole),
                Arbitraries.longs().map(number -> whole(BigInteger.valueOf(number))));
    }

    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }

    /** Any Unicode; Jackson reads no half of a surrogate pair in a name, so none comes from a webhook. */
    private static Arbitrary<String> names() {
        return texts().map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    /** Any UTF-16, halves of surrogate pairs with it. */
    static Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange('\0', '\uffff').ofMaxLength(12);
    }
}
