package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * S3's own notifications; those by way of EventBridge look otherwise. Each record is an event.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
 *     structure</a>
 */
final class S3Format implements Decoder {

    @Override
    public Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json) {
        if (json.filter(S3Format::isTest).isPresent()) {
            return Optional.of(List.of());
        }
        JsonNode records = json.map(object -> object.path("Records"))
                .filter(JsonNode::isArray)
                .orElse(null);
        if (records == null || records.isEmpty()) {
            return Optional.empty();
        }
        List<SourceEvent> events = new ArrayList<>();
        for (JsonNode each : records) {
            if (!each.path("eventSource").asText().equals("aws:s3")
                    || !each.path("s3").isObject()) {
                return Optional.empty();
            }
            events.add(new SourceEvent(
                    each.path("eventName").asText(),
                    Json.text(each.path("responseElements"), "x-amz-request-id").orElse(message.id()),
                    Json.time(each, "eventTime"),
                    each));
        }
        return Optional.of(events);
    }

    /** S3 sends it when a notification is set up. */
    private static boolean isTest(JsonNode json) {
        return json.path("Service").asText().equals("Amazon S3")
                && json.path("Event").asText().equals("s3:TestEvent");
    }
}
