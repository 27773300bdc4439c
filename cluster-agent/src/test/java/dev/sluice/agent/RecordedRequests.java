package dev.sluice.agent;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The paths of all requests that a client has made. */
final class RecordedRequests implements Interceptor {

    private final Queue<String> paths = new ConcurrentLinkedQueue<>();

    /** A client whose requests are recorded. */
    KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("recorded", this))
                .build();
    }

    /** The paths so far. */
    List<String> paths() {
        return List.copyOf(paths);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        paths.add(request.uri().getPath());
    }
}
