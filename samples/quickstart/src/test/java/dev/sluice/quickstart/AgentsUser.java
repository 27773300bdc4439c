package dev.sluice.quickstart;

import dev.sluice.agent.publish.TokenMode;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.RealKube;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
public final class AgentsUser {

    /** The role with the right on Secrets, and its binding. */
    private static final String TOKENS = "sluice-agent-tokens";

    private static final Path RBAC = Path.of("../../infra/kubernetes/base/rbac.yaml");

    private AgentsUser() {}

    /** A new client of that user. */
    public static KubernetesClient client(KubePart kubernetes) throws IOException {
        return client(kubernetes, TokenMode.PUBLISHED);
    }

    /** A new client of that user; without any right on Secrets where tokens are external. */
    static KubernetesClient client(KubePart kubernetes, TokenMode tokens) throws IOException {
        if (!kubernetes.name().equals("kube-apiserver")) {
            return new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(kubernetes.config())
                            .withRequestRetryBackoffLimit(0)
                            .build())
                    .build();
        }
        grant(kubernetes.client(), tokens);
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(RealKube.shared().configAs(RealKube.AGENT))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** Applies the agent's RBAC manifest; where tokens are external, what is about Secrets is taken away instead. */
    private static void grant(KubernetesClient admin, TokenMode tokens) throws IOException {
        if (admin.namespaces().withName("flux-system").get() == null) {
            admin.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName("flux-system")
                            .endMetadata()
                            .build())
                    .create();
        }
        try (InputStream manifests = Files.newInputStream(RBAC)) {
            for (HasMetadata object : admin.load(manifests).items()) {
                if (tokens == TokenMode.EXTERNAL
                        && object.getMetadata().getName().equals(TOKENS)) {
                    admin.resource(object).delete();
                } else {
                    admin.resource(object).createOr(NonDeletingOperation::update);
                }
            }
        }
    }
}
