package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Tells the formats apart: the first that a message is of. Any object is JSON, so that comes last. */
final class AnyFormat implements Decoder {

    private static final List<Decoder> FORMATS = List.of(
            new CloudEventsFormat(), new EventBridgeFormat(), new SnsFormat(), new S3Format(), new JsonFormat());

    @Override
    public Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json) {
        return FORMATS.stream()
                .flatMap(format -> format.decode(message, json).stream())
                .findFirst();
    }
}
