package dev.sluice.agent.select;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What filters see of an event.
 *
 * @param request as {@code req}; null when the event was accepted before there was a filter, and none is to be asked
 * @param claims as {@code claims}; null when there are none
 */
public record Payload(@Nullable JsonNode request, @Nullable JsonNode claims) {}
