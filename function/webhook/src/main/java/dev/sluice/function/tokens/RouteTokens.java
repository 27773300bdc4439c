package dev.sluice.function.tokens;

import dev.sluice.function.routes.ClusterRoute;
import java.time.Instant;

/** Where the tokens of routes are found that do not carry what was made of theirs. */
@FunctionalInterface
public interface RouteTokens {

    /**
     * Completes a route.
     *
     * @param to the route
     * @param received when the webhook was received, from which its time counts
     * @return what came of it, never an exception; a route whose token is not external comes back as it is
     */
    Completion complete(ClusterRoute to, Instant received);
}
