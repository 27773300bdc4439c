package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * CloudEvents 1.0, structured or batched in the body, or binary: the attributes as message attributes, each with the
 * prefix {@code ce-} or {@code ce_}, and the data as the body. Filters see all of them structured, with data that is JSON
 * as such.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md">CloudEvents 1.0.2</a>
 */
final class CloudEventsFormat implements Decoder {

    private static final List<String> PREFIXES = List.of("ce-", "ce_");

    @Override
    public Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json) {
        Map<String, String> attributes = attributes(message);
        if (attributes.containsKey("specversion")) {
            return event(binary(attributes, message, json)).map(List::of);
        }
        return json.flatMap(body -> body.isArray() ? batch(body) : event(body).map(List::of));
    }

    private static Optional<List<SourceEvent>> batch(JsonNode array) {
        List<SourceEvent> events = new ArrayList<>();
        for (JsonNode each : array) {
            Optional<SourceEvent> event = event(each);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            events.add(event.get());
        }
        return Optional.of(events);
    }

    private static Optional<SourceEvent> event(JsonNode json) {
        boolean isOne = json.isObject()
                && json.path("specversion").asText().startsWith("1.")
                && Json.text(json, "type").isPresent()
                && Json.text(json, "source").isPresent()
                && Json.text(json, "id").isPresent();
        return isOne
                ? Optional.of(new SourceEvent(
                        json.path("type").asText(),
                        json.path("id").asText(),
                        Json.time(json, "time"),
                        withDataAsJson((ObjectNode) json)))
                : Optional.empty();
    }

    private static JsonNode binary(Map<String, String> attributes, SourceMessage message, Optional<JsonNode> json) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        attributes.forEach(event::put);
        if (json.isPresent()) {
            event.set("data", json.get());
        } else {
            event.put("data", message.body());
        }
        return event;
    }

    private static JsonNode withDataAsJson(ObjectNode event) {
        Optional<String> text = event.has("data")
                ? Optional.empty()
                : Json.text(event, "data_base64").flatMap(CloudEventsFormat::decoded);
        Optional<JsonNode> data = text.flatMap(Json::read);
        if (data.isEmpty()) {
            return event;
        }
        ObjectNode plain = event.deepCopy();
        plain.remove("data_base64");
        return plain.set("data", data.get());
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The event's attributes among the message's, without their prefix; {@code content-type} is that of the data. */
    private static Map<String, String> attributes(SourceMessage message) {
        Map<String, String> attributes = new TreeMap<>();
        message.attributes().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            PREFIXES.stream()
                    .filter(lower::startsWith)
                    .forEach(prefix -> attributes.put(lower.substring(prefix.length()), value));
            if (lower.equals("content-type")) {
                attributes.put("datacontenttype", value);
            }
        });
        return attributes;
    }
}
