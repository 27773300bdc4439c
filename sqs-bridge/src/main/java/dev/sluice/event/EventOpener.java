package dev.sluice.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Opens a message of the queue. There is no window for its timestamp: a backlog is not an attack.
 */
public final class EventOpener {

    // A chosen id such as "x.1700000000.{...}" would move bytes between id, timestamp and body under one MAC.
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** The most that a compressed body may unpack to; a webhook has at most 3 MiB, its escapes included. */
    private static final int MAX_UNPACKED = 20 * 1024 * 1024;

    private EventOpener() {}

    /**
     * Opens a message.
     *
     * @param message the message
     * @param source the only source whose events count
     * @param seals the seals that count
     * @return the event; or why it is none
     */
    public static Opening open(SealedMessage message, String source, List<Seal> seals) {
        String id = message.attribute(SealedMessage.ID);
        String timestamp = message.attribute(SealedMessage.TIMESTAMP);
        String signature = message.attribute(SealedMessage.SIGNATURE);
        if (id == null || timestamp == null || signature == null) {
            return new Opening.Refused(Opening.Reason.NOT_SEALED);
        }
        if (!UUID.matcher(id).matches() || !SECONDS.matcher(timestamp).matches()) {
            return new Opening.Refused(Opening.Reason.INVALID_ID);
        }
        if (seals.stream().noneMatch(seal -> seal.verifies(id, timestamp, message.body(), signature))) {
            return new Opening.Refused(Opening.Reason.WRONG_SEAL);
        }
        Optional<WebhookEvent> event = readUnsealed(message);
        if (event.isEmpty() || !event.get().id().toString().equals(id)) {
            return new Opening.Refused(Opening.Reason.UNDECODABLE);
        }
        if (!event.get().source().equals(source)) {
            return new Opening.Refused(Opening.Reason.FOREIGN_SOURCE);
        }
        return new Opening.Opened(event.get());
    }

    /**
     * Reads the event in a message without a look at its seal: to show it to people, never to act on it.
     *
     * @param message the message
     * @return the event; empty when there is none in it
     */
    public static Optional<WebhookEvent> readUnsealed(SealedMessage message) {
        return unpack(message.body(), message.attribute(SealedMessage.ENCODING)).flatMap(EventJson::read);
    }

    private static Optional<String> unpack(String body, @Nullable String encoding) {
        if (encoding == null) {
            return Optional.of(body);
        }
        if (!encoding.equals(EventSealer.GZIP)) {
            return Optional.empty();
        }
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(body)))) {
            byte[] unpacked = gzip.readNBytes(MAX_UNPACKED + 1);
            return unpacked.length > MAX_UNPACKED
                    ? Optional.empty()
                    : Optional.of(new String(unpacked, StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
