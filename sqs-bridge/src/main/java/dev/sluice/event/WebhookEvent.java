package dev.sluice.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.route.ReceiverName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified webhook as it travels. It never holds a token, a signature or the webhook path.
 *
 * @param id made by the function; also the id under the seal
 * @param source the cluster that it is for, {@code /<prefix>/<cluster>}
 * @param receiver the Receiver that it was verified for
 * @param deliveryId the provider's id of the request; for logs and people, never for decisions
 * @param type the Receiver's type
 * @param name the provider's name of the event, for example {@code push}; null when the provider gives none
 * @param received when the function received it
 * @param request the JSON that CEL filters see as {@code req}; null when no filter needs it
 * @param claims the token's claims of a {@code generic-oidc} webhook; null when no filter needs them
 */
public record WebhookEvent(
        UUID id,
        String source,
        ReceiverName receiver,
        String deliveryId,
        String type,
        @Nullable String name,
        Instant received,
        @Nullable JsonNode request,
        @Nullable JsonNode claims) {}
