package dev.sluice.quickstart;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.util.HashMap;
import java.util.Map;

/**
 * The AWS and the Kubernetes that Sluice runs between: embedded ones, unless the environment names others.
 *
 * @param awsName what the AWS is, for people
 * @param aws the environment variables that lead to it
 * @param kubernetesName what the Kubernetes is, for people
 * @param kubernetes a client of it
 * @param end ends what is embedded
 */
record Surroundings(
        String awsName, Map<String, String> aws, String kubernetesName, KubernetesClient kubernetes, Runnable end)
        implements AutoCloseable {

    /**
     * Starts what is not named by {@code AWS_ENDPOINT_URL} and {@code KUBECONFIG}.
     *
     * @throws IllegalArgumentException when {@code KUBECONFIG} names no file
     */
    static Surroundings start(Map<String, String> environment) {
        String endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "");
        String kubeconfig = environment.getOrDefault("KUBECONFIG", "");
        EmbeddedAws embeddedAws = endpoint.isEmpty() ? EmbeddedAws.start() : null;
        EmbeddedKube embeddedKube = kubeconfig.isEmpty() ? EmbeddedKube.start() : null;
        KubernetesClient kubernetes = embeddedKube != null ? embeddedKube.client() : client(kubeconfig);
        return new Surroundings(
                embeddedAws != null ? "embedded SQS and Secrets Manager" : "SQS and Secrets Manager",
                embeddedAws != null ? embeddedAws.environment() : named(environment),
                embeddedKube != null ? "embedded Kubernetes API" : "Kubernetes API",
                kubernetes,
                () -> {
                    kubernetes.close();
                    if (embeddedKube != null) {
                        embeddedKube.close();
                    }
                    if (embeddedAws != null) {
                        embeddedAws.close();
                    }
                });
    }

    @Override
    public void close() {
        end.run();
    }

    /** An emulator takes any credentials, but the SDK wants some. */
    private static Map<String, String> named(Map<String, String> environment) {
        Map<String, String> aws = new HashMap<>(environment);
        aws.putIfAbsent("AWS_REGION", "us-east-1");
        aws.putIfAbsent("AWS_ACCESS_KEY_ID", "test");
        aws.putIfAbsent("AWS_SECRET_ACCESS_KEY", "test");
        return aws;
    }

    private static KubernetesClient client(String kubeconfig) {
        File file = new File(kubeconfig);
        if (!file.isFile()) {
            throw new IllegalArgumentException("KUBECONFIG: must name one file");
        }
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(file))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }
}
