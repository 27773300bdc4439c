package dev.sluice.infra.kubernetes;

import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.embedded.Tool;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** What these tests need that not every machine has. */
final class KubeTools {

    /** The environment variable that names the folder of helm and kustomize: see {@code .ci/parts/kube-tools}. */
    static final String VARIABLE = "SLUICE_KUBE_TOOLS";

    private KubeTools() {}

    /** Skips the test where the tool is not to be had. */
    static void need(Tool... tools) {
        for (Tool tool : tools) {
            tool.notRun().ifPresent(Assumptions::abort);
        }
    }

    /** A cluster admin's client of the real API server; skips the test where that is not to be had. */
    static KubernetesClient needApiServer() {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(Assumptions::abort);
        return RealKube.shared().client();
    }

    /** Makes a namespace if there is none of that name. */
    static void namespace(KubernetesClient admin, String name, Map<String, String> labels) {
        if (admin.namespaces().withName(name).get() == null) {
            admin.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withLabels(labels)
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    /**
     * Serves the kind PodMonitor.
     *
     * @throws IllegalStateException when its CRD is not beside the tools
     */
    static void servePodMonitors(KubernetesClient admin) {
        Path crd = Path.of(Objects.requireNonNull(System.getenv(VARIABLE)), "podmonitors.yaml");
        try (InputStream yaml = Files.newInputStream(crd)) {
            admin.load(yaml).serverSideApply();
            admin.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName("podmonitors.monitoring.coreos.com")
                    .waitUntilCondition(KubeTools::isEstablished, 30, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new IllegalStateException(VARIABLE + " has no " + crd.getFileName(), e);
        }
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd.getStatus() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** A name that nothing else has. */
    static String fresh(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
