package dev.sluice.agent.receiver;

import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a Receiver from its API object. */
public final class ReceiverReader {

    private ReceiverReader() {}

    /** The Receiver; what is absent is empty. */
    public static Receiver read(ReceiverResource resource) {
        ObjectMeta metadata = resource.getMetadata();
        ReceiverResource.Spec spec = Optional.ofNullable(resource.getSpec())
                .orElseGet(() -> new ReceiverResource.Spec(null, null, null, null, null, null, null));
        return new Receiver(
                new ReceiverName(metadata.getNamespace(), metadata.getName()),
                orEmpty(metadata.getUid()),
                orEmpty(metadata.getResourceVersion()),
                Optional.ofNullable(metadata.getCreationTimestamp()).map(Instant::parse),
                metadata.getAnnotations() == null ? Map.of() : Map.copyOf(metadata.getAnnotations()),
                orEmpty(spec.type()),
                orEmpty(spec.events()),
                references(spec.resources()),
                Optional.ofNullable(spec.resourceFilter()).filter(filter -> !filter.isEmpty()),
                Optional.ofNullable(spec.secretRef()).map(ReceiverResource.SecretRef::name),
                orEmpty(spec.oidcProviders()).stream()
                        .map(ReceiverReader::provider)
                        .toList(),
                Boolean.TRUE.equals(spec.suspend()),
                standing(resource.getStatus()));
    }

    private static Standing standing(ReceiverResource.@Nullable Status status) {
        String path = status == null ? "" : orEmpty(status.webhookPath());
        List<ReceiverResource.Condition> conditions = status == null ? List.of() : orEmpty(status.conditions());
        if (path.isEmpty()) {
            return conditions.isEmpty() ? new Standing.Unwritten() : new Standing.WithoutPath();
        }
        return WebhookPath.digest(path)
                .<Standing>map(digest -> new Standing.WithPath(digest, ready(conditions)))
                .orElseGet(Standing.WithoutPath::new);
    }

    /** As measured of notification-controller, which stumbles over just one of Stalled and Reconciling. */
    private static boolean ready(List<ReceiverResource.Condition> conditions) {
        return isTrue(conditions, "Ready") && isTrue(conditions, "Stalled") == isTrue(conditions, "Reconciling");
    }

    private static boolean isTrue(List<ReceiverResource.Condition> conditions, String type) {
        return conditions.stream()
                .anyMatch(condition -> type.equals(condition.type()) && "True".equals(condition.status()));
    }

    /** The entries of {@code spec.resources}, as a Receiver and an SqsEventSource have them. */
    public static List<ResourceReference> references(@Nullable List<ReceiverResource.Reference> resources) {
        return orEmpty(resources).stream().map(ReceiverReader::reference).toList();
    }

    private static ResourceReference reference(ReceiverResource.Reference reference) {
        return new ResourceReference(
                present(reference.apiVersion()),
                reference.kind(),
                reference.name(),
                present(reference.namespace()),
                Optional.ofNullable(reference.matchLabels()).map(Map::copyOf),
                present(reference.filter()));
    }

    private static OidcProvider provider(ReceiverResource.Provider provider) {
        return new OidcProvider(
                provider.issuerUrl(),
                provider.audience(),
                orEmpty(provider.variables()).stream()
                        .map(variable -> new OidcProvider.Variable(variable.name(), variable.expression()))
                        .toList(),
                orEmpty(provider.validations()).stream()
                        .map(validation ->
                                new OidcProvider.Validation(validation.expression(), orEmpty(validation.message())))
                        .toList());
    }

    private static Optional<String> present(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isEmpty());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
