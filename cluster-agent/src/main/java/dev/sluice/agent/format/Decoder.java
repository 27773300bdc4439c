package dev.sluice.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** One format. */
interface Decoder {

    /**
     * Decodes a message.
     *
     * @param message the message
     * @param json its body, if it is JSON
     * @return its events; empty when it is not of this format
     */
    Optional<List<SourceEvent>> decode(SourceMessage message, Optional<JsonNode> json);
}
