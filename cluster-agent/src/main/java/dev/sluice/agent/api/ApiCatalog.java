package dev.sluice.agent.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.plan.Decision;
import io.fabric8.kubernetes.client.utils.URLUtils;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which URL the objects of a kind have, by API discovery. What was found is kept; what was not is asked again each
 * time, so that CRDs which appear later are found.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api">Discovery</a>
 */
final class ApiCatalog {

    private static final JsonMapper JSON = new JsonMapper();

    private final ApiRequests api;
    private final Map<String, Kind> known = new ConcurrentHashMap<>();

    ApiCatalog(ApiRequests api) {
        this.api = api;
    }

    private record Kind(String apiPath, String plural, boolean namespaced) {}

    /** The path of a kind's objects in a namespace; empty when the API server does not know the kind. */
    Optional<String> collection(String apiVersion, String kind, String namespace)
            throws ApiFailure, ApiRefusal, InterruptedException {
        if (!ObjectNames.isApiVersion(apiVersion)) {
            return Optional.empty();
        }
        String key = apiVersion + "/" + kind;
        Kind found = known.get(key);
        if (found == null) {
            Optional<Kind> discovered = discover(apiVersion, kind);
            discovered.ifPresent(k -> known.put(key, k));
            return discovered.map(k -> path(k, namespace));
        }
        return Optional.of(path(found, namespace));
    }

    private static String path(Kind kind, String namespace) {
        return kind.namespaced()
                ? URLUtils.join(kind.apiPath(), "namespaces", namespace, kind.plural())
                : URLUtils.join(kind.apiPath(), kind.plural());
    }

    private Optional<Kind> discover(String apiVersion, String kind)
            throws ApiFailure, ApiRefusal, InterruptedException {
        // the core group has no name, and an address of its own
        String apiPath = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
        String resources;
        try {
            resources = api.send("discover", api.to(apiPath).header("Accept", "application/json"))
                    .body();
        } catch (ApiRefusal e) {
            if (e.decision() == Decision.OBJECT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
        try {
            for (JsonNode resource : JSON.readTree(resources).path("resources")) {
                String plural = resource.path("name").asText();
                // sub-resources have the kind of their parent
                if (kind.equals(resource.path("kind").asText()) && !plural.contains("/")) {
                    return Optional.of(new Kind(
                            apiPath, plural, resource.path("namespaced").asBoolean()));
                }
            }
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw ApiFailure.noAnswer("NoJson");
        }
    }
}
