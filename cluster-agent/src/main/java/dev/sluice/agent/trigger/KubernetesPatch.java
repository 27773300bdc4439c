package dev.sluice.agent.trigger;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.URLUtils;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

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

    private final HttpClient http;
    private final String server;
    private final ApiCatalog catalog;

    /** @param kubernetes the client; its address, credentials and timeouts are used */
    public KubernetesPatch(KubernetesClient kubernetes) {
        Config config = kubernetes.getConfiguration();
        this.http = kubernetes.getHttpClient();
        this.server = config.getMasterUrl();
        this.catalog = new ApiCatalog(http, server);
    }

    @Override
    public Attempt apply(Target target, Instant requestedAt) throws InterruptedException {
        try {
            Optional<String> collection = catalog.collection(target.apiVersion(), target.kind(), target.namespace());
            if (collection.isEmpty()) {
                return new Attempt.Decided(Decision.KIND_UNKNOWN);
            }
            HttpRequest request = http.newHttpRequestBuilder()
                    .uri(URLUtils.join(server, collection.get(), target.name()) + "?fieldManager=" + FIELD_MANAGER)
                    .header("Accept", METADATA_ONLY)
                    .patch(
                            MERGE_PATCH,
                            "{\"metadata\":{\"annotations\":{\"" + ANNOTATION + "\":\"" + requestedAt + "\"}}}")
                    .build();
            return judge(send(http, request));
        } catch (ApiAway e) {
            return new Attempt.Failed(e.getMessage(), true, e.retryAfter());
        }
    }

    private static Attempt judge(HttpResponse<String> response) {
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
            return new Attempt.Failed(Integer.toString(status), isServers(status), retryAfter(response));
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

    static HttpResponse<String> send(HttpClient http, HttpRequest request) throws InterruptedException, ApiAway {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, String.class);
        try {
            return answer.get();
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ApiAway(cause.getClass().getSimpleName(), Optional.empty());
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String seconds = response.header("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,4}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
