package dev.sluice.embedded;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;

/**
 * The implementations of the Kubernetes API for contract tests; use as
 * {@code @MethodSource("dev.sluice.embedded.KubeParts#all")} and abort on {@link KubePart#notRun()}.
 */
public final class KubeParts {
    private static final Once<List<KubePart>> ALL = new Once<>(() -> of(RealParts.ofThisProcess()));

    private KubeParts() {}

    /**
     * All of them, so that one that does not run is reported by its name.
     *
     * @throws IllegalStateException when one that the environment names is not there
     */
    public static List<KubePart> all() {
        return ALL.get();
    }

    /** Those that can be had here. */
    public static List<KubePart> available() {
        return all().stream().filter(part -> part.notRun().isEmpty()).toList();
    }

    /** The real one, for tests that can do with no other: see {@link RealKube#shared()}. */
    public static KubePart kubeApiServer() {
        return all().getLast();
    }

    static List<KubePart> of(RealParts parts) {
        return List.of(
                new KubePart("embedded", Optional::empty, KubeParts::startEmbedded),
                new KubePart(
                        "kube-apiserver",
                        () -> reason(parts),
                        () -> RealKube.shared().client()));
    }

    private static Optional<String> reason(RealParts parts) {
        if (parts.kubebuilderAssets().isEmpty()) {
            return Optional.of("KUBEBUILDER_ASSETS is not set");
        }
        return parts.fluxCrds().isEmpty() ? Optional.of("FLUX_CRDS is not set") : Optional.empty();
    }

    private static KubernetesClient startEmbedded() {
        EmbeddedKube kube = EmbeddedKube.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kube::close, "stop-embedded-kube"));
        return kube.client();
    }
}
