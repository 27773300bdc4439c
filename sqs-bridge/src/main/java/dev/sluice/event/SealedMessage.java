package dev.sluice.event;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sealed event as a message of the queue.
 *
 * @param body the message's body: the event's JSON, or that compressed and in Base64
 * @param attributes the message's attributes, all of type String
 */
public record SealedMessage(String body, Map<String, String> attributes) {

    /** The most that a message may take, its attributes with it, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    public static final String ID = "webhook-id";
    public static final String TIMESTAMP = "webhook-timestamp";
    public static final String SIGNATURE = "webhook-signature";
    /** {@code gzip} when the body is compressed. */
    public static final String ENCODING = "content-encoding";
    /** W3C trace context. */
    public static final String TRACE_PARENT = "traceparent";

    private static final int TYPE_BYTES = "String".length();

    public SealedMessage {
        attributes = Map.copyOf(attributes);
    }

    @Nullable
    String attribute(String name) {
        return attributes.get(name);
    }

    /**
     * What the message counts against the queue's limit: body, and each attribute's name, type and value.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">Quotas</a>
     */
    public int bytes() {
        int bytes = utf8(body);
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            bytes += utf8(attribute.getKey()) + TYPE_BYTES + utf8(attribute.getValue());
        }
        return bytes;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
