package dev.sluice.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.agent.receiver.ReceiverResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.http.HttpClient;
import java.util.concurrent.Executors;

/** Clients of the cluster, which is the pod's, or the kubeconfig's. */
final class ClusterClient {

    private ClusterClient() {}

    /** For a subcommand, with the client's own retries; the caller closes it. */
    static KubernetesClient openForOperator() {
        return new KubernetesClientBuilder().build();
    }

    /** The agent's own: small, and without retries; the caller closes it. */
    static KubernetesClient open() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        // the agent has its own
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(10_000)
                        .withConnectionTimeout(5_000)
                        // many requests at once are answered sooner over connections of their own than over a single
                        // one
                        .withHttp2Disable(true)
                        .build())
                .withKubernetesSerialization(serialization())
                .withHttpClientFactory(new JdkHttpClientFactory() {
                    @Override
                    protected HttpClient.Builder createNewHttpClientBuilder() {
                        // its own pool keeps a thread for each of the most requests there ever were at once
                        return HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor());
                    }
                })
                .build();
    }

    /** Knows what a watch brings; looking for all kinds there are would load the classes of each, with the first event. */
    private static KubernetesSerialization serialization() {
        KubernetesSerialization serialization = new KubernetesSerialization(new ObjectMapper(), false);
        serialization.registerKubernetesResource(ReceiverResource.class);
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }
}
