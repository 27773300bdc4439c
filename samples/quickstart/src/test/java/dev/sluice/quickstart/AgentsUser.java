package dev.sluice.quickstart;

import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.RealKube;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user that the agent is in a cluster: where there is RBAC, with exactly the rights that its manifests grant. */
final class AgentsUser {

    private static final Path RBAC = Path.of("../../infra/kubernetes/base/rbac.yaml");

    private AgentsUser() {}

    /** A new client of that user. */
    static KubernetesClient client(KubePart kubernetes) throws IOException {
        if (!kubernetes.name().equals("kube-apiserver")) {
            return new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(kubernetes.config())
                            .withRequestRetryBackoffLimit(0)
                            .build())
                    .build();
        }
        grant(kubernetes.client());
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(RealKube.shared().configAs(RealKube.AGENT))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** Applies the agent's RBAC manifest. */
    static void grant(KubernetesClient admin) throws IOException {
        if (admin.namespaces().withName("flux-system").get() == null) {
            admin.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("flux-system")
                            .endMetadata()
                            .build())
                    .create();
        }
        try (InputStream manifests = Files.newInputStream(RBAC)) {
            admin.load(manifests).resources().forEach(resource -> resource.createOr(NonDeletingOperation::update));
        }
    }
}
