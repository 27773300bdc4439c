package dev.sluice.agent.receiver;

import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Follows Receivers by list and watch: those of all namespaces, or of some. */
public final class ReceiverInformer implements Receivers, AutoCloseable {

    // thousands at once would need many times their text of memory
    private static final long PAGE = 100;

    private final KubernetesClient kubernetes;
    private final Set<String> namespaces;
    private final Optional<String> selector;
    private final Consumer<ReceiverName> onChange;
    private final List<ReceiverStore> stores = new ArrayList<>();
    private final List<SharedIndexInformer<ReceiverResource>> informers = new ArrayList<>();
    private final CountDownLatch firstLists;

    /**
     * Starts to follow. While the API server is away, or Flux not installed, it goes on trying.
     *
     * @param kubernetes the client
     * @param namespaces where to look, and nowhere else; empty: everywhere
     * @param selector the label selector of the Receivers to follow; empty: all
     * @param onChange told each Receiver that appeared, changed or went; must not block
     */
    public ReceiverInformer(
            KubernetesClient kubernetes,
            Set<String> namespaces,
            Optional<String> selector,
            Consumer<ReceiverName> onChange) {
        this.kubernetes = kubernetes;
        this.namespaces = namespaces;
        this.selector = selector;
        this.onChange = onChange;
        if (namespaces.isEmpty()) {
            follow(kubernetes.resources(ReceiverResource.class).inAnyNamespace());
        }
        // one informer each: a list of all namespaces would need the right to see all
        namespaces.forEach(
                namespace -> follow(kubernetes.resources(ReceiverResource.class).inNamespace(namespace)));
        firstLists = new CountDownLatch(informers.size());
        informers.forEach(informer -> informer.start().thenRun(firstLists::countDown));
    }

    private void follow(FilterWatchListDeletable<ReceiverResource, ?, ?> receivers) {
        // of its own: a list also says who is gone
        ReceiverStore store = new ReceiverStore();
        stores.add(store);
        Informable<ReceiverResource> selected =
                selector.isPresent() ? receivers.withLabelSelector(selector.get()) : receivers;
        informers.add(selected.withLimit(PAGE)
                .runnableInformer(0)
                .removeNamespaceIndex()
                .itemStore(store)
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
                .exceptionHandler((started, failure) -> true));
    }

    /** Whether the first list of each namespace has come. */
    public boolean synced() {
        return firstLists.getCount() == 0;
    }

    /** Returns when the first list of each namespace has come. */
    public void awaitSynced() throws InterruptedException {
        firstLists.await();
    }

    @Override
    public List<Receiver> all() {
        return stores.stream().flatMap(ReceiverStore::all).toList();
    }

    /** {@inheritDoc} A Receiver that the selector leaves out is found, too; one of another namespace is not. */
    @Override
    public Optional<Receiver> find(ReceiverName name) {
        return stores.stream()
                .flatMap(store -> store.find(name).stream())
                .findFirst()
                .or(() -> ask(name));
    }

    /** Another replica may have seen it a moment earlier. */
    private Optional<Receiver> ask(ReceiverName name) {
        if (!namespaces.isEmpty() && !namespaces.contains(name.namespace())) {
            return Optional.empty();
        }
        return Optional.ofNullable(kubernetes
                        .resources(ReceiverResource.class)
                        .inNamespace(name.namespace())
                        .withName(name.name())
                        .get())
                .map(ReceiverReader::read);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
    }

    private static ReceiverName name(ReceiverResource resource) {
        return new ReceiverName(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }
}
