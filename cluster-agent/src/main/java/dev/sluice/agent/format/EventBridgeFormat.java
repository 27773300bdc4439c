package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Events of EventBridge, and so of ECR, CodeCommit, S3 and most of AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html">AWS event structure</a>
 */
final class EventBridgeFormat implements Decoder {

    @Override
    public Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json) {
        return json.filter(EventBridgeFormat::isOne)
                .map(event -> List.of(new SourceEvent(
                        event.path("detail-type").asText(),
                        Json.text(event, "id").orElse(message.id()),
                        Json.time(event, "time"),
                        event)));
    }

    private static boolean isOne(JsonNode json) {
        return json.isObject()
                && json.path("detail-type").isTextual()
                && json.path("source").isTextual()
                && json.path("detail").isObject();
    }
}
