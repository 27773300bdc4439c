package dev.sluice.agent;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Receiver in the making: of type github, ready, with a Secret. */
public final class AReceiver {

    public static final ReceiverName NAME = new ReceiverName("apps", "hook");
    public static final String PATH = "ab".repeat(32);

    private ReceiverName name = NAME;
    private String version = "1";
    private @Nullable Instant created = Instant.parse("2026-01-01T00:00:00Z");
    private final Map<String, String> annotations = new HashMap<>();
    private String type = "github";
    private List<String> events = List.of();
    private List<ResourceReference> resources = List.of();
    private @Nullable String resourceFilter;
    private @Nullable String secret = "token";
    private List<OidcProvider> oidcProviders = List.of();
    private boolean suspended;
    private Standing standing = new Standing.WithPath(PATH, true);

    public static AReceiver ofType(String type) {
        AReceiver receiver = new AReceiver();
        receiver.type = type;
        return receiver;
    }

    public static AReceiver github() {
        return ofType("github");
    }

    public AReceiver named(String namespace, String newName) {
        name = new ReceiverName(namespace, newName);
        return this;
    }

    public AReceiver version(int newVersion) {
        version = Integer.toString(newVersion);
        return this;
    }

    public AReceiver created(String time) {
        created = Instant.parse(time);
        return this;
    }

    public AReceiver annotated(String key, String value) {
        annotations.put(key, value);
        return this;
    }

    public AReceiver events(String... newEvents) {
        events = List.of(newEvents);
        return this;
    }

    public AReceiver resources(ResourceReference... references) {
        resources = List.of(references);
        return this;
    }

    public AReceiver resourceFilter(String cel) {
        resourceFilter = cel;
        return this;
    }

    public AReceiver secret(@Nullable String newSecret) {
        secret = newSecret;
        return this;
    }

    public AReceiver oidcProviders(OidcProvider... providers) {
        oidcProviders = List.of(providers);
        return this;
    }

    public AReceiver suspended() {
        suspended = true;
        return this;
    }

    public AReceiver standing(Standing newStanding) {
        standing = newStanding;
        return this;
    }

    public AReceiver path(String digest) {
        return standing(new Standing.WithPath(digest, true));
    }

    public AReceiver notReady() {
        return standing(new Standing.WithPath(PATH, false));
    }

    public Receiver build() {
        return new Receiver(
                name,
                "uid-" + name.name(),
                version,
                Optional.ofNullable(created),
                Map.copyOf(annotations),
                type,
                events,
                resources,
                Optional.ofNullable(resourceFilter),
                Optional.ofNullable(secret),
                oidcProviders,
                suspended,
                standing);
    }
}
