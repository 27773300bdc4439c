package dev.sluice.function.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.json.JsonObject;
import dev.sluice.function.json.Utf8;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What CEL filters see as {@code req}.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#filtering-reconciled-objects-with-cel">Filtering
 *     with CEL</a>
 */
public final class RequestPayload {

    private RequestPayload() {}

    /**
     * Reads it, with Flux's rules: an empty object unless the content type is JSON; else the body, of which the first
     * value alone counts.
     *
     * @param webhook the webhook
     * @param inPlaceOfBody what its verifier made of the body; null: the body itself
     * @return empty when the body is no JSON object (nor {@code null}, which counts as an empty one)
     */
    public static Optional<ObjectNode> of(Webhook webhook, @Nullable ObjectNode inPlaceOfBody) {
        if (!MediaType.anyIsJson(webhook.header("Content-Type"))) {
            return Optional.of(JsonNodeFactory.instance.objectNode());
        }
        return inPlaceOfBody != null ? Optional.of(inPlaceOfBody) : JsonObject.read(Utf8.decode(webhook.body()));
    }
}
