package dev.sluice.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.route.ReceiverName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as a CloudEvent 1.0 in structured JSON, ASCII only.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">CloudEvents JSON</a>
 */
public final class EventJson {

    /** The CloudEvents {@code type} of every event. */
    public static final String TYPE = "dev.sluice.webhook.received.v1";

    private static final String SPEC_VERSION = "1.0";

    // a request as deep as Jackson reads by default lies two levels deeper in an event
    private static final int MAX_DEPTH = StreamReadConstraints.DEFAULT_MAX_DEPTH + 2;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            // by default each thread keeps its buffers, and each event has a thread of its own for as long as it is
            // handled
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    /** Made when it is needed: most events have no tree in them, and a cold start is long enough. */
    private static final class Trees {

        static final JsonMapper MAPPER = JsonMapper.builder(JSON)
                // trailing tokens would let two readers of one sealed text see two events
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();

        private Trees() {}
    }

    private EventJson() {}

    /** Writes an event. */
    public static String write(WebhookEvent event) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("specversion", SPEC_VERSION);
            json.writeStringField("id", event.id().toString());
            json.writeStringField("source", event.source());
            json.writeStringField("type", TYPE);
            json.writeStringField("subject", event.receiver().toString());
            json.writeStringField("time", event.received().toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeObjectFieldStart("data");
            json.writeStringField("deliveryId", event.deliveryId());
            json.writeStringField("provider", event.type());
            if (event.name() != null) {
                json.writeStringField("event", event.name());
            }
            json.writeStringField("received", event.received().toString());
            writeTree(json, "request", event.request());
            writeTree(json, "claims", event.claims());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    /**
     * Reads an event.
     *
     * @param text the CloudEvent
     * @return empty when the text is anything else: no JSON, something behind the JSON, another type, a field missing
     */
    public static Optional<WebhookEvent> read(String text) {
        try {
            JsonNode json = Trees.MAPPER.readTree(text);
            if (!SPEC_VERSION.equals(json.path("specversion").textValue())
                    || !TYPE.equals(json.path("type").textValue())) {
                return Optional.empty();
            }
            String[] subject = required(json, "subject").split("/", -1);
            if (subject.length != 2) {
                return Optional.empty();
            }
            JsonNode data = json.path("data");
            return Optional.of(new WebhookEvent(
                    UUID.fromString(required(json, "id")),
                    required(json, "source"),
                    new ReceiverName(subject[0], subject[1]),
                    required(data, "deliveryId"),
                    required(data, "provider"),
                    data.path("event").textValue(),
                    Instant.parse(required(data, "received")),
                    data.get("request"),
                    data.get("claims")));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String required(JsonNode json, String field) {
        String text = json.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException(field);
        }
        return text;
    }

    private static void writeTree(JsonGenerator json, String field, @Nullable JsonNode tree) throws IOException {
        if (tree != null) {
            json.writeFieldName(field);
            Trees.MAPPER.writeTree(json, tree);
        }
    }
}
