package dev.sluice.agent.api;

import dev.sluice.agent.plan.Decision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.URLUtils;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain requests to the API server, some at once, each sent once: who asks has retries of its own. */
final class ApiRequests {

    private static final int TOO_MANY_REQUESTS = 429;
    // more at once only makes each take longer, and each has a connection of its own
    private static final int MOST_AT_ONCE = 16;

    private final HttpClient http;
    private final String server;
    private final long timeoutMillis;
    private final MeterRegistry metrics;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    ApiRequests(KubernetesClient kubernetes, MeterRegistry metrics) {
        this.http = kubernetes
                .getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
        this.server = kubernetes.getConfiguration().getMasterUrl();
        this.timeoutMillis = kubernetes.getConfiguration().getRequestTimeout();
        this.metrics = metrics;
    }

    HttpRequest.Builder to(String path) {
        return http.newHttpRequestBuilder().uri(URLUtils.join(server, path));
    }

    /**
     * Sends a request.
     *
     * @param verb the API's verb, for the metric
     * @return a successful answer
     * @throws ApiFailure when a later try may succeed
     * @throws ApiRefusal when none will
     */
    HttpResponse<String> send(String verb, HttpRequest.Builder request)
            throws ApiFailure, ApiRefusal, InterruptedException {
        places.acquire();
        try {
            return timed(verb, request.build());
        } finally {
            places.release();
        }
    }

    private HttpResponse<String> timed(String verb, HttpRequest request)
            throws ApiFailure, ApiRefusal, InterruptedException {
        Timer.Sample since = Timer.start(metrics);
        String code = "none";
        try {
            HttpResponse<String> response = answer(http.sendAsync(request, String.class));
            code = Integer.toString(response.code());
            judge(response);
            return response;
        } finally {
            since.stop(Timer.builder("sluice.api.requests")
                    .description("Requests to the Kubernetes API about the objects that Receivers name")
                    .tag("verb", verb)
                    .tag("code", code)
                    .register(metrics));
        }
    }

    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> answer)
            throws ApiFailure, InterruptedException {
        try {
            return answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw ApiFailure.noAnswer(cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw ApiFailure.noAnswer("Timeout");
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    private static void judge(HttpResponse<String> response) throws ApiFailure, ApiRefusal {
        int status = response.code();
        if (response.isSuccessful()) {
            return;
        }
        if (isTransient(status)) {
            throw new ApiFailure(Integer.toString(status), isServers(status), retryAfter(response));
        }
        throw new ApiRefusal(
                switch (status) {
                    case HttpURLConnection.HTTP_NOT_FOUND -> Decision.OBJECT_NOT_FOUND;
                    case HttpURLConnection.HTTP_FORBIDDEN -> Decision.FORBIDDEN;
                    default -> Decision.REFUSED;
                });
    }

    /**
     * 401: the agent's own token is being renewed; 409: somebody else wrote at the same moment; 410: a list took so long
     * that its next page is gone.
     */
    private static boolean isTransient(int status) {
        return status >= HttpURLConnection.HTTP_INTERNAL_ERROR
                || status == TOO_MANY_REQUESTS
                || status == HttpURLConnection.HTTP_UNAUTHORIZED
                || status == HttpURLConnection.HTTP_CLIENT_TIMEOUT
                || status == HttpURLConnection.HTTP_CONFLICT
                || status == HttpURLConnection.HTTP_GONE;
    }

    /** A 500, 409 or 410 is often one object's own trouble; the others are everybody's. */
    private static boolean isServers(int status) {
        return status != HttpURLConnection.HTTP_CONFLICT
                && status != HttpURLConnection.HTTP_GONE
                && status != HttpURLConnection.HTTP_INTERNAL_ERROR;
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String seconds = response.header("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,4}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
