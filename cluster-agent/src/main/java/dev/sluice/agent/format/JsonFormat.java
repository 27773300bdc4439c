package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Any JSON object. Its name is what it has under {@code type}, else {@code event}. */
final class JsonFormat implements Decoder {

    @Override
    public Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json) {
        return json.filter(JsonNode::isObject)
                .map(object -> List.of(new SourceEvent(
                        Json.text(object, "type")
                                .or(() -> Json.text(object, "event"))
                                .orElse(""),
                        Json.text(object, "id").orElse(message.id()),
                        Json.time(object, "time"),
                        object)));
    }
}
