package dev.sluice.agent.format;

import java.util.Map;

/**
 * A message of an event source's queue.
 *
 * @param id SQS's id of it
 * @param body its body
 * @param attributes its message attributes of type String
 */
public record SourceMessage(String id, String body, Map<String, String> attributes) {

    public SourceMessage {
        attributes = Map.copyOf(attributes);
    }

    SourceMessage with(String newBody) {
        return new SourceMessage(id, newBody, Map.of());
    }
}
