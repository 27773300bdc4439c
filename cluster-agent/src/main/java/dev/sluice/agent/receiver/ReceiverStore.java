package dev.sluice.agent.receiver;

import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store of an informer: of each API object it keeps the Receiver, read once. The informer itself is given back what it
 * looks at: name and version.
 */
final class ReceiverStore implements ItemStore<ReceiverResource> {

    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();

    /** Those that are known now. */
    Stream<Receiver> all() {
        return receivers.values().stream();
    }

    /** The Receiver of that name, if it is known. */
    Optional<Receiver> find(ReceiverName name) {
        return Optional.ofNullable(receivers.get(name.toString()));
    }

    @Override
    public String getKey(ReceiverResource resource) {
        return Cache.metaNamespaceKeyFunc(resource);
    }

    @Override
    public @Nullable ReceiverResource put(String key, ReceiverResource resource) {
        return trimmed(receivers.put(key, ReceiverReader.read(resource)));
    }

    @Override
    public @Nullable ReceiverResource remove(String key) {
        return trimmed(receivers.remove(key));
    }

    @Override
    public Stream<String> keySet() {
        return receivers.keySet().stream();
    }

    @Override
    public Stream<ReceiverResource> values() {
        return receivers.values().stream().map(ReceiverStore::resource);
    }

    @Override
    public int size() {
        return receivers.size();
    }

    @Override
    public @Nullable ReceiverResource get(String key) {
        return trimmed(receivers.get(key));
    }

    private static @Nullable ReceiverResource trimmed(@Nullable Receiver receiver) {
        return receiver == null ? null : resource(receiver);
    }

    private static ReceiverResource resource(Receiver receiver) {
        ReceiverResource resource = new ReceiverResource();
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace(receiver.name().namespace())
                .withName(receiver.name().name())
                .withUid(receiver.uid())
                .withResourceVersion(receiver.version())
                .build());
        return resource;
    }
}
