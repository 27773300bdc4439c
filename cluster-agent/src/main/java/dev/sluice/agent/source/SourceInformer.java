package dev.sluice.agent.source;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Follows event sources by list and watch. Where their CRD is not installed there are none, until it is. */
final class SourceInformer implements AutoCloseable {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final KubernetesClient kubernetes;
    private final Set<String> namespaces;
    private final Runnable onChange;
    private final List<SharedIndexInformer<SqsEventSourceResource>> informers = new ArrayList<>();
    private long lookedNanos = System.nanoTime() - LOOK_AGAIN.toNanos();

    /**
     * Follows nothing yet: {@link #all} starts to, as soon as the CRD is there.
     *
     * @param kubernetes the client
     * @param namespaces where to look, and nowhere else; empty: everywhere
     * @param onChange told that some source appeared, changed or went; must not block
     */
    SourceInformer(KubernetesClient kubernetes, Set<String> namespaces, Runnable onChange) {
        this.kubernetes = kubernetes;
        this.namespaces = namespaces;
        this.onChange = onChange;
    }

    /** An informer of a kind that is not served would fail, and log it, for ever. */
    private void followIfServed() {
        if (!informers.isEmpty() || System.nanoTime() - lookedNanos < LOOK_AGAIN.toNanos()) {
            return;
        }
        lookedNanos = System.nanoTime();
        if (!kubernetes.supports(SqsEventSourceResource.class)) {
            return;
        }
        if (namespaces.isEmpty()) {
            follow(kubernetes.resources(SqsEventSourceResource.class).inAnyNamespace());
        }
        namespaces.forEach(namespace ->
                follow(kubernetes.resources(SqsEventSourceResource.class).inNamespace(namespace)));
    }

    private void follow(FilterWatchListDeletable<SqsEventSourceResource, ?, ?> sources) {
        SharedIndexInformer<SqsEventSourceResource> informer = sources.runnableInformer(0)
                .removeNamespaceIndex()
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(SqsEventSourceResource resource) {
                        onChange.run();
                    }

                    @Override
                    public void onUpdate(SqsEventSourceResource before, SqsEventSourceResource resource) {
                        onChange.run();
                    }

                    @Override
                    public void onDelete(SqsEventSourceResource resource, boolean unknown) {
                        onChange.run();
                    }
                })
                .exceptionHandler((started, failure) -> true);
        informers.add(informer);
        informer.start();
    }

    /**
     * All that are known.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API cannot be asked for the kind
     */
    List<SqsEventSource> all() {
        followIfServed();
        return informers.stream()
                .flatMap(informer -> informer.getStore().list().stream())
                .map(SqsEventSourceReader::read)
                .toList();
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }
}
