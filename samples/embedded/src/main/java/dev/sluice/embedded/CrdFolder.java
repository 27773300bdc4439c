package dev.sluice.embedded;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of CustomResourceDefinitions in YAML. */
final class CrdFolder {
    private final Path folder;

    CrdFolder(Path folder) {
        this.folder = folder;
    }

    /** Applies all of them, and waits until each is established and found by discovery. */
    void apply(KubernetesClient client) {
        List<CustomResourceDefinition> crds = read(client);
        crds.forEach(crd -> client.resource(crd).createOr(NonDeletingOperation::update));
        crds.forEach(crd -> awaitServed(client, crd));
    }

    private List<CustomResourceDefinition> read(KubernetesClient client) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .flatMap(file -> read(client, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<CustomResourceDefinition> read(KubernetesClient client, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return client.load(in).items().stream()
                    .filter(CustomResourceDefinition.class::isInstance)
                    .map(CustomResourceDefinition.class::cast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitServed(KubernetesClient client, CustomResourceDefinition crd) {
        String name = crd.getMetadata().getName();
        Poll.until(
                name + " is established",
                () -> isEstablished(client.resource(crd).get()));
        Poll.until(name + " is served", () -> isDiscovered(client, crd));
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        // the API server says null at first
        return crd.getStatus() != null
                && crd.getStatus().getConditions() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private static boolean isDiscovered(KubernetesClient client, CustomResourceDefinition crd) {
        String plural = crd.getSpec().getNames().getPlural();
        return crd.getSpec().getVersions().stream()
                .filter(CustomResourceDefinitionVersion::getServed)
                .map(version -> crd.getSpec().getGroup() + "/" + version.getName())
                .allMatch(groupVersion -> {
                    var resources = client.getApiResources(groupVersion);
                    return resources != null
                            && resources.getResources().stream()
                                    .anyMatch(resource -> resource.getName().equals(plural));
                });
    }
}
