package dev.sluice.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The field {@code external} of a route. What could lead to another place disables the route. */
final class ExternalTokenJson {

    private static final String GRACE = "graceSeconds";

    private ExternalTokenJson() {}

    static ObjectNode write(ExternalToken token) {
        return Json.object()
                .put("secret", token.secret())
                .put(GRACE, token.grace().toSeconds());
    }

    /**
     * Reads it.
     *
     * @param route the route
     * @return null when the route has none
     */
    static @Nullable ExternalToken read(JsonNode route) throws InvalidRoute {
        JsonNode json = route.path("external");
        if (json.isMissingNode() || json.isNull()) {
            return null;
        }
        String namespace = route.path("namespace").textValue();
        if (namespace == null || !KubernetesNames.isNamespace(namespace)) {
            throw new InvalidRoute(".namespace: must be a Kubernetes namespace's name, for its token is found by it");
        }
        String secret = json.path("secret").textValue();
        if (secret == null || !KubernetesNames.isObject(secret)) {
            throw new InvalidRoute(".external.secret: must be the name of a Kubernetes Secret");
        }
        JsonNode grace = json.path(GRACE);
        if (!grace.isInt() || grace.intValue() < 0) {
            throw new InvalidRoute(".external.graceSeconds: must be a whole number, 0 to " + Integer.MAX_VALUE);
        }
        return new ExternalToken(secret, Duration.ofSeconds(grace.intValue()));
    }
}
