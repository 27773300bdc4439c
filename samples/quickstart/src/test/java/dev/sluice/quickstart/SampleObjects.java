package dev.sluice.quickstart;

import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects of a sample in a cluster, as its user applies them, and which of them were triggered. Beside each stands
 * another one, alike but for its name, which nothing may trigger.
 */
final class SampleObjects implements AutoCloseable {

    /** Kinds of others than Flux; their definitions are not at hand. */
    static final Set<String> NOT_APPLIED = Set.of("SealedSecret", "ExternalSecret", "HTTPRoute");

    private static final String RECEIVER = "Receiver";
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private final KubernetesClient admin;
    private final SampleTokens tokens;
    private final List<HasMetadata> applied = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Applies the manifests in a folder, and below it. */
    SampleObjects(KubernetesClient admin, Path folder, SampleTokens tokens) throws IOException {
        this.admin = admin;
        this.tokens = tokens;
        namespace("flux-system");
        List<HasMetadata> manifests = manifests(folder).stream()
                .filter(object -> !NOT_APPLIED.contains(object.getKind()))
                .sorted(Comparator.comparing(object -> object.getKind().equals(RECEIVER)))
                .toList();
        for (HasMetadata object : manifests) {
            names.add(name(object));
            apply(object);
        }
    }

    /** What the manifests in a folder, and below it, hold. */
    static List<HasMetadata> manifests(Path folder) throws IOException {
        List<HasMetadata> objects = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                try (InputStream manifest = Files.newInputStream(file)) {
                    Object loaded = YAML.unmarshal(manifest);
                    if (loaded instanceof List<?> several) {
                        several.forEach(object -> objects.add((HasMetadata) object));
                    } else {
                        objects.add((HasMetadata) loaded);
                    }
                }
            }
        }
        return objects;
    }

    /** Those of the manifests, as {@code Kind namespace/name}. */
    Set<String> names() {
        return names;
    }

    /** The Receivers. */
    List<ReceiverName> receivers() {
        return applied.stream()
                .filter(object -> object.getKind().equals(RECEIVER))
                .map(object -> new ReceiverName(
                        object.getMetadata().getNamespace(),
                        object.getMetadata().getName()))
                .toList();
    }

    /** When each object was last triggered; without those that never were. */
    Map<String, String> requestedAt() {
        Map<String, String> requestedAt = new HashMap<>();
        for (HasMetadata object : applied) {
            RequestedAt.of(admin.resource(object).get()).ifPresent(value -> requestedAt.put(name(object), value));
        }
        return requestedAt;
    }

    @Override
    public void close() {
        applied.forEach(object -> admin.resource(object).delete());
    }

    private void apply(HasMetadata object) {
        switch (object) {
            case Namespace namespace -> namespace(namespace.getMetadata().getName());
            case Secret secret -> secret(secret);
            case GenericKubernetesResource receiver when receiver.getKind().equals(RECEIVER) -> receiver(receiver);
            case GenericKubernetesResource target -> {
                create(target);
                create(neighbour(target));
            }
            default -> throw new IllegalStateException("what is a " + object.getKind() + " in a sample?");
        }
    }

    private void namespace(String name) {
        if (admin.namespaces().withName(name).get() == null) {
            admin.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /** With a token in the place of the sample's {@code <token>}. */
    private void secret(Secret secret) {
        if (!secret.getStringData().equals(Map.of("token", "<token>"))) {
            throw new IllegalStateException("a token in a sample");
        }
        String token = tokens.of(secret.getMetadata().getName());
        create(new SecretBuilder(secret)
                .withStringData(null)
                .addToData("token", Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    /** With the status that notification-controller gives it; and with its Secret, if no manifest has that. */
    private void receiver(GenericKubernetesResource receiver) {
        String namespace = receiver.getMetadata().getNamespace();
        String secret = receiver.get("spec", "secretRef", "name");
        if (applied.stream().noneMatch(object -> name(object).equals("Secret " + namespace + "/" + secret))) {
            secret(new SecretBuilder()
                    .withNewMetadata()
                    .withName(secret)
                    .withNamespace(namespace)
                    .endMetadata()
                    .addToStringData("token", "<token>")
                    .build());
        }
        ReceiverName name = new ReceiverName(namespace, receiver.getMetadata().getName());
        tokens.use(name, secret);
        GenericKubernetesResource created = create(receiver);
        created.setAdditionalProperty("status", ReceiverStatus.ready(tokens.path(name)));
        admin.resource(created).updateStatus();
    }

    private static GenericKubernetesResource neighbour(GenericKubernetesResource target) {
        GenericKubernetesResource copy = YAML.clone(target);
        copy.setMetadata(new ObjectMetaBuilder(target.getMetadata())
                .withName("another-" + target.getMetadata().getName())
                .build());
        return copy;
    }

    private <T extends HasMetadata> T create(T object) {
        // another sample's, or of the quickstart
        admin.resource(object).delete();
        T created = admin.resource(object).create();
        applied.add(created);
        return created;
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}
