package dev.sluice.agent.receiver;

import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Follows the Receivers of all namespaces by list and watch. */
public final class ReceiverInformer implements Receivers, AutoCloseable {

    private final KubernetesClient kubernetes;
    private final SharedIndexInformer<ReceiverResource> informer;
    private final CountDownLatch firstList = new CountDownLatch(1);

    /**
     * Starts to follow. While the API server is away, or Flux not installed, it goes on trying.
     *
     * @param kubernetes the client
     * @param onChange told each Receiver that appeared, changed or went; must not block
     */
    public ReceiverInformer(KubernetesClient kubernetes, Consumer<ReceiverName> onChange) {
        this.kubernetes = kubernetes;
        this.informer = kubernetes
                .resources(ReceiverResource.class)
                .inAnyNamespace()
                .runnableInformer(0)
                .addEventHandler(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(ReceiverResource resource) {
                        onChange.accept(name(resource));
                    }

                    @Override
                    public void onUpdate(ReceiverResource before, ReceiverResource resource) {
                        onChange.accept(name(resource));
                    }

                    @Override
                    public void onDelete(ReceiverResource resource, boolean unknown) {
                        onChange.accept(name(resource));
                    }
                })
                .exceptionHandler((started, failure) -> true);
        informer.start().thenRun(firstList::countDown);
    }

    /** Whether the first list has come. */
    public boolean synced() {
        return firstList.getCount() == 0;
    }

    /** Returns when the first list has come. */
    public void awaitSynced() throws InterruptedException {
        firstList.await();
    }

    @Override
    public List<Receiver> all() {
        return informer.getStore().list().stream().map(ReceiverReader::read).toList();
    }

    @Override
    public Optional<Receiver> find(ReceiverName name) {
        ReceiverResource known = informer.getStore().getByKey(name.toString());
        if (known == null) {
            // another replica may have seen it a moment earlier
            known = kubernetes
                    .resources(ReceiverResource.class)
                    .inNamespace(name.namespace())
                    .withName(name.name())
                    .get();
        }
        return Optional.ofNullable(known).map(ReceiverReader::read);
    }

    @Override
    public void close() {
        informer.stop();
    }

    private static ReceiverName name(ReceiverResource resource) {
        return new ReceiverName(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }
}
