package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What SNS puts on a queue: its own envelope, with any other event in it. With raw delivery there is no envelope, and
 * nothing that would tell of SNS.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html">SNS, Fanout to SQS queues</a>
 */
final class SnsFormat implements Decoder {

    private static final Set<String> ABOUT_THE_SUBSCRIPTION =
            Set.of("SubscriptionConfirmation", "UnsubscribeConfirmation");

    private static final List<Decoder> WITHIN =
            List.of(new EventBridgeFormat(), new S3Format(), new CloudEventsFormat());

    @Override
    public Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json) {
        return json.filter(SnsFormat::isOne).map(envelope -> {
            if (ABOUT_THE_SUBSCRIPTION.contains(envelope.path("Type").asText())) {
                return List.of();
            }
            SourceMessage within = message.with(envelope.path("Message").asText());
            Optional<JsonNode> content = Json.read(within.body());
            return WITHIN.stream()
                    .flatMap(format -> format.decode(within, content).stream())
                    .findFirst()
                    .orElseGet(() -> List.of(event(message, envelope, content)));
        });
    }

    private static boolean isOne(JsonNode json) {
        return json.isObject()
                && json.path("TopicArn").isTextual()
                && json.path("Message").isTextual()
                && (json.path("Type").asText().equals("Notification")
                        || ABOUT_THE_SUBSCRIPTION.contains(json.path("Type").asText()));
    }

    /** The envelope, with a message that is JSON in its place as such. */
    private static SourceEvent event(SourceMessage message, JsonNode envelope, Optional<JsonNode> content) {
        ObjectNode req = envelope.deepCopy();
        content.filter(JsonNode::isContainerNode).ifPresent(value -> req.set("Message", value));
        return new SourceEvent(
                Json.text(envelope, "Subject").orElse(""),
                Json.text(envelope, "MessageId").orElse(message.id()),
                Json.time(envelope, "Timestamp"),
                req);
    }
}
