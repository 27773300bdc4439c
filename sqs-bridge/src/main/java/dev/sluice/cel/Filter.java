package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A compiled filter. Compile it once and use it often; safe for use by many threads. */
public final class Filter {

    private final Expression expression;

    Filter(Expression expression) {
        this.expression = expression;
    }

    /**
     * Judges one object. Takes no more than a second, and bounded memory, whatever the filter and the payload are.
     *
     * @param req the webhook's payload, a JSON object
     * @param res the object, as PartialObjectMetadata
     * @param claims the token's claims; null, or ignored, unless the filter was compiled with them
     * @return whether the filter accepts it; or why that cannot be said: an error as CEL defines it, or a limit
     */
    public Evaluation evaluate(JsonNode req, JsonNode res, @Nullable JsonNode claims) {
        JsonNode known = claims == null ? JsonNodeFactory.instance.objectNode() : claims;
        try {
            return new Evaluation.Is(expression.holds(
                    Map.of("req", JsonValues.of(req), "res", JsonValues.of(res), "claims", JsonValues.of(known))));
        } catch (EvaluationFailed e) {
            return new Evaluation.Failed(e.problem());
        }
    }
}
