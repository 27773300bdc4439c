package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An event of an event source.
 *
 * @param name what kind of event it is, for {@code spec.events}: EventBridge's detail-type, S3's event name, a CloudEvent's
 *     type, ...; empty when nothing says it
 * @param deliveryId the sender's id of it, or SQS's of its message; for logs and people
 * @param time when it happened, as far as it says so
 * @param req what filters see as {@code req}; a JSON object
 */
public record SourceEvent(String name, String deliveryId, Optional<Instant> time, JsonNode req) {}
