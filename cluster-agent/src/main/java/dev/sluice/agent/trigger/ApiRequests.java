package dev.sluice.agent.trigger;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.URLUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Plain requests to the API server, each sent once: who asks has retries of its own. */
final class ApiRequests {

    private final HttpClient http;
    private final String server;
    private final long timeoutMillis;

    ApiRequests(KubernetesClient kubernetes) {
        this.http = kubernetes
                .getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
        this.server = kubernetes.getConfiguration().getMasterUrl();
        this.timeoutMillis = kubernetes.getConfiguration().getRequestTimeout();
    }

    HttpRequest.Builder to(String path) {
        return http.newHttpRequestBuilder().uri(URLUtils.join(server, path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException, ApiAway {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request.build(), String.class);
        try {
            return answer.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ApiAway(cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new ApiAway("Timeout");
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
