package dev.sluice.embedded;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Supplier;

/** An implementation of the Kubernetes API that a contract test runs against. */
public final class KubePart {
    private final String name;
    private final Once<Optional<String>> notRun;
    private final Once<KubernetesClient> client;

    KubePart(String name, Supplier<Optional<String>> reason, Supplier<KubernetesClient> start) {
        this.name = name;
        notRun = new Once<>(() -> NotRun.report(name, reason.get()));
        client = new Once<>(start);
    }

    /** embedded or kube-apiserver. */
    public String name() {
        return name;
    }

    /** Why it is not to be had here, as a sentence for {@code Assumptions.abort}; empty when it is. */
    public Optional<String> notRun() {
        return notRun.get();
    }

    /**
     * An admin's client; the first call in this JVM starts the part (with the CRDs of Flux), which stops with the JVM. It
     * is shared: a test makes its own namespace, and does not close the client.
     *
     * @throws IllegalStateException when it is not to be had, see {@link #notRun()}
     */
    public KubernetesClient client() {
        notRun().ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
        return client.get();
    }

    /** The configuration of {@link #client()}: address, certificate, token. */
    public Config config() {
        return client().getConfiguration();
    }

    @Override
    public String toString() {
        return name;
    }
}
