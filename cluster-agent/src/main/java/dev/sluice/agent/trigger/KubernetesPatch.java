package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSON merge patch of the one annotation, field manager {@code sluice}. The answer is asked for as metadata only.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply">Patches</a>
 */
public final class KubernetesPatch implements AnnotationPatch {

    static final String FIELD_MANAGER = "sluice";

    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String METADATA_ONLY =
            "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";
    private static final int TOO_MANY_REQUESTS = 429;

    // A Receiver's author chooses these, and they become a path: "../../other/gitrepositories/app" must not be one.
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
    private static final Pattern API_VERSION = Pattern.compile("([a-z0-9][-a-z0-9.]{0,252}/)?[a-z0-9][-a-z0-9]{0,62}");

    private final ApiRequests api;
    private final ApiCatalog catalog;

    /** @param kubernetes the client; its address, credentials and timeout are used */
    public KubernetesPatch(KubernetesClient kubernetes) {
        this.api = new ApiRequests(kubernetes);
        this.catalog = new ApiCatalog(api);
    }

    @Override
    public Attempt apply(Target target, Instant requestedAt) throws InterruptedException {
        if (!API_VERSION.matcher(target.apiVersion()).matches()) {
            return new Attempt.Decided(Decision.KIND_UNKNOWN);
        }
        if (!isName(target.namespace()) || !isName(target.name())) {
            return new Attempt.Decided(Decision.OBJECT_NOT_FOUND);
        }
        try {
            Optional<String> collection = catalog.collection(target.apiVersion(), target.kind(), target.namespace());
            if (collection.isEmpty()) {
                return new Attempt.Decided(Decision.KIND_UNKNOWN);
            }
            String path = collection.get() + "/" + target.name() + "?fieldManager=" + FIELD_MANAGER;
            HttpRequest.Builder request = api.to(path)
                    .header("Accept", METADATA_ONLY)
                    .patch(
                            MERGE_PATCH,
                            "{\"metadata\":{\"annotations\":{\"" + ANNOTATION + "\":\"" + requestedAt + "\"}}}");
            return judge(api.send(request));
        } catch (ApiAway e) {
            return e.attempt();
        }
    }

    /** No other object can exist. */
    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    static Attempt judge(HttpResponse<String> response) {
        int status = response.code();
        if (response.isSuccessful()) {
            return new Attempt.Decided(Decision.TRIGGERED);
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND) {
            return new Attempt.Decided(Decision.OBJECT_NOT_FOUND);
        }
        if (status == HttpURLConnection.HTTP_FORBIDDEN) {
            return new Attempt.Decided(Decision.FORBIDDEN);
        }
        if (isTransient(status)) {
            return new Attempt.Failed(Integer.toString(status), isServers(status), ApiRequests.retryAfter(response));
        }
        return new Attempt.Decided(Decision.REFUSED);
    }

    /** 401: the agent's own token is being renewed; 409: somebody else wrote at the same moment. */
    private static boolean isTransient(int status) {
        return status >= HttpURLConnection.HTTP_INTERNAL_ERROR
                || status == TOO_MANY_REQUESTS
                || status == HttpURLConnection.HTTP_UNAUTHORIZED
                || status == HttpURLConnection.HTTP_CLIENT_TIMEOUT
                || status == HttpURLConnection.HTTP_CONFLICT;
    }

    /** A 500 or 409 is often one object's own trouble; these are everybody's. */
    private static boolean isServers(int status) {
        return status != HttpURLConnection.HTTP_CONFLICT && status != HttpURLConnection.HTTP_INTERNAL_ERROR;
    }
}
