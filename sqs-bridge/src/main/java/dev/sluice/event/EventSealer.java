package dev.sluice.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Puts an event under a seal. */
public final class EventSealer {

    static final String GZIP = "gzip";

    private EventSealer() {}

    /**
     * Seals an event. What is too large for the queue is compressed.
     *
     * @param event the event
     * @param seal the seal of the cluster that it is for
     * @param now the time that goes under the seal
     * @param traceParent W3C trace context to pass on, if any
     * @return the message; empty when it is too large even when compressed
     */
    public static Optional<SealedMessage> seal(
            WebhookEvent event, Seal seal, Instant now, @Nullable String traceParent) {
        String json = EventJson.write(event);
        SealedMessage plain = message(event, json, Map.of(), seal, now, traceParent);
        if (plain.bytes() <= SealedMessage.MAX_BYTES) {
            return Optional.of(plain);
        }
        SealedMessage compressed =
                message(event, compress(json), Map.of(SealedMessage.ENCODING, GZIP), seal, now, traceParent);
        return compressed.bytes() <= SealedMessage.MAX_BYTES ? Optional.of(compressed) : Optional.empty();
    }

    private static SealedMessage message(
            WebhookEvent event,
            String body,
            Map<String, String> encoding,
            Seal seal,
            Instant now,
            @Nullable String traceParent) {
        String id = event.id().toString();
        String timestamp = Long.toString(now.getEpochSecond());
        Map<String, String> attributes = new HashMap<>(encoding);
        attributes.put(SealedMessage.ID, id);
        attributes.put(SealedMessage.TIMESTAMP, timestamp);
        attributes.put(SealedMessage.SIGNATURE, seal.sign(id, timestamp, body));
        if (traceParent != null) {
            attributes.put(SealedMessage.TRACE_PARENT, traceParent);
        }
        return new SealedMessage(body, attributes);
    }

    private static String compress(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
