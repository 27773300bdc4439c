package dev.sluice.soak;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sees when the sources of a namespace are annotated. */
final class AnnotationTimes implements AutoCloseable {

    private final Map<String, List<Seen>> seen = new ConcurrentHashMap<>();
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    AnnotationTimes(KubernetesClient admin, String namespace) {
        informer = admin.genericKubernetesResources(Fleet.SOURCE_API, Fleet.SOURCE_KIND)
                .inNamespace(namespace)
                .runnableInformer(0)
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(GenericKubernetesResource source) {
                        see(source);
                    }

                    @Override
                    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource source) {
                        see(source);
                    }

                    @Override
                    public void onDelete(GenericKubernetesResource source, boolean unknown) {
                        // nobody deletes one
                    }
                })
                .exceptionHandler((started, failure) -> true);
        informer.start().toCompletableFuture().join();
    }

    private record Seen(Instant requestedAt, Instant at) {}

    /** How long a source took from then to the first annotation that is not older; empty when there is none yet. */
    Optional<Duration> after(String source, Instant sent) {
        return seen.getOrDefault(source, List.of()).stream()
                .filter(one -> !one.requestedAt().isBefore(sent))
                .findFirst()
                .map(one -> Duration.between(sent, one.at()));
    }

    private void see(GenericKubernetesResource source) {
        Instant now = Instant.now();
        Fleet.requestedAt(source)
                .ifPresent(requested -> seen.computeIfAbsent(
                                source.getMetadata().getName(), name -> new CopyOnWriteArrayList<>())
                        .add(new Seen(requested, now)));
    }

    @Override
    public void close() {
        informer.close();
    }
}
