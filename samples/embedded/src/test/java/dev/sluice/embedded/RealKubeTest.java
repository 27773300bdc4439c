package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class RealKubeTest {
    private RealKube kube;

    @BeforeAll
    void start() {
        KubeParts.kubeApiServer().notRun().ifPresent(Assumptions::abort);
        kube = RealKube.start(assets(), "jane");
    }

    @AfterAll
    void stop() {
        if (kube != null) {
            kube.close();
        }
    }

    @Test
    void aUserMayDoNothingUntilSheIsGrantedIt() {
        try (KubernetesClient jane = kube.clientAs("jane")) {
            assertThatThrownBy(() -> jane.secrets().inNamespace("default").list())
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            e -> assertThat(e.getCode()).isEqualTo(403));
            grant("system:aggregate-to-view", "User", "jane");
            Poll.until(
                    "the grant is seen",
                    () -> may(() -> jane.configMaps().inNamespace("default").list()));
        }
    }

    @Test
    void theAgentIsAServiceAccount() {
        grant("system:aggregate-to-edit", "Group", "system:serviceaccounts:flux-system");
        try (KubernetesClient agent = kube.clientAs(RealKube.AGENT)) {
            Poll.until(
                    "the grant is seen",
                    () -> may(() -> agent.secrets().inNamespace("default").list()));
        }
        assertThatThrownBy(() -> kube.configAs("nobody")).hasMessageContaining("jane");
    }

    @Test
    void theKubeconfigIsTheAdmins() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(kube.kubeconfig()));
        try (KubernetesClient admin =
                new KubernetesClientBuilder().withConfig(config).build()) {
            assertThat(admin.namespaces().withName("kube-system").get()).isNotNull();
        }
    }

    @Test
    void theApiServerGoesAndComesBackOnItsPortWithItsData() throws Exception {
        kube.client()
                .configMaps()
                .inNamespace("default")
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("kept")
                        .endMetadata()
                        .build())
                .create();
        kube.stopApiServer();
        assertThatThrownBy(() -> new Socket(LoopbackHttp.loopback(), kube.url().getPort()).close())
                .isInstanceOf(ConnectException.class);
        kube.startApiServer();
        assertThat(kube.client()
                        .configMaps()
                        .inNamespace("default")
                        .withName("kept")
                        .get())
                .isNotNull();
    }

    @Test
    void aFrozenApiServerAnswersNothing() {
        Config impatient = new ConfigBuilder(kube.config())
                .withRequestTimeout(500)
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(impatient).build()) {
            kube.pause();
            try {
                assertThatThrownBy(() -> client.namespaces().list()).isInstanceOf(KubernetesClientException.class);
            } finally {
                kube.resume();
            }
            assertThat(client.namespaces().list().getItems()).isNotEmpty();
        }
    }

    @Test
    void crdsMayBeAppliedTwice() {
        Path crds = RealParts.ofThisProcess().fluxCrds().orElseThrow();
        kube.applyCrds(crds);
        kube.applyCrds(crds);
        assertThat(kube.client()
                        .genericKubernetesResources("notification.toolkit.fluxcd.io/v1", "Receiver")
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void closingEndsTheProcessesAndRemovesTheFolder() {
        RealKube other = RealKube.start(assets());
        Path folder = other.kubeconfig().resolveSibling("");
        int port = other.url().getPort();
        other.close();
        assertThat(folder).doesNotExist();
        assertThatThrownBy(() -> new Socket(LoopbackHttp.loopback(), port).close())
                .isInstanceOf(ConnectException.class);
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                .noneMatch(info ->
                        String.join(" ", info.arguments().orElse(new String[0])).contains(folder.toString()));
    }

    @Test
    void aServerThatEndsIsToldWithItsLastWords(@TempDir Path fake) throws IOException {
        for (String binary : new String[] {"etcd", "kube-apiserver"}) {
            Path script = Files.writeString(fake.resolve(binary), "#!/bin/sh\necho no such flag\nexit 1\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        assertThatThrownBy(() -> RealKube.start(fake))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no such flag");
    }

    private static Path assets() {
        return RealParts.ofThisProcess().kubebuilderAssets().orElseThrow();
    }

    private static boolean may(Runnable call) {
        try {
            call.run();
            return true;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).isEqualTo(403);
            return false;
        }
    }

    /** A role without aggregation: no controller is there to fill view or edit. */
    private void grant(String role, String kind, String name) {
        kube.client()
                .rbac()
                .clusterRoleBindings()
                .resource(new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(role + "-" + name.replaceAll("[^a-z]", "-"))
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                        .addNewSubject("rbac.authorization.k8s.io", kind, name, null)
                        .build())
                .create();
    }
}
