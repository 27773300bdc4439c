package dev.sluice.agent.receiver;

import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Receiver. Its text form does not show its path.
 *
 * @param name which one
 * @param uid its {@code metadata.uid}
 * @param version its {@code metadata.resourceVersion}
 * @param created its {@code metadata.creationTimestamp}
 * @param annotations its annotations
 * @param type {@code spec.type}
 * @param events {@code spec.events}; empty: all
 * @param resources {@code spec.resources}
 * @param resourceFilter {@code spec.resourceFilter}
 * @param secretName {@code spec.secretRef.name}
 * @param oidcProviders {@code spec.oidcProviders}
 * @param suspended {@code spec.suspend}
 * @param standing what its status says
 */
public record Receiver(
        ReceiverName name,
        String uid,
        String version,
        Optional<Instant> created,
        Map<String, String> annotations,
        String type,
        List<String> events,
        List<ResourceReference> resources,
        Optional<String> resourceFilter,
        Optional<String> secretName,
        List<OidcProvider> oidcProviders,
        boolean suspended,
        Standing standing) {

    private static final String PUBLISH = "sluice.dev/publish";

    /** Whether some CEL filter needs the payload. */
    public boolean filtered() {
        return resourceFilter.isPresent()
                || resources.stream().anyMatch(resource -> resource.filter().isPresent());
    }

    /** Whether its webhooks are to be let in: unless an annotation says otherwise. */
    public boolean published() {
        return !"false".equals(annotations.get(PUBLISH));
    }

    @Override
    public String toString() {
        return "Receiver[" + name + ", type=" + type + "]";
    }
}
