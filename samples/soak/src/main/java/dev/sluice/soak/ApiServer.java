package dev.sluice.soak;

import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.embedded.RealParts;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A Kubernetes API of one's own: the real one where the environment names it, else the embedded one.
 *
 * @param name what it is, for people
 * @param admin an admin's client; it ends with this
 * @param agent the configuration of an agent; where there is RBAC, with the rights of the shipped manifest
 * @param away makes it go away
 * @param back makes it come back, and returns when it is there
 * @param end ends it
 */
record ApiServer(String name, KubernetesClient admin, Config agent, Runnable away, Runnable back, Runnable end)
        implements AutoCloseable {

    private static final Path CRD = Path.of("../../infra/kubernetes/base/sqseventsources.sluice.dev.yaml");
    private static final Path RBAC = Path.of("../../infra/kubernetes/base/rbac.yaml");

    /** Starts one. */
    static ApiServer start() {
        return KubeParts.kubeApiServer().notRun().isEmpty() ? startReal() : startEmbedded();
    }

    /**
     * Starts the real one.
     *
     * @throws java.util.NoSuchElementException when the environment does not name it
     */
    static ApiServer startReal() {
        RealParts parts = RealParts.ofThisProcess();
        RealKube kube = RealKube.start(parts.kubebuilderAssets().orElseThrow());
        try {
            kube.applyCrds(parts.fluxCrds().orElseThrow());
            kube.client().load(Files.newInputStream(CRD)).create();
            grant(kube.client());
        } catch (IOException e) {
            kube.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            kube.close();
            throw e;
        }
        return new ApiServer(
                "kube-apiserver",
                kube.client(),
                kube.configAs(RealKube.AGENT),
                kube::stopApiServer,
                kube::startApiServer,
                kube::close);
    }

    private static ApiServer startEmbedded() {
        EmbeddedKube kube = EmbeddedKube.start();
        FaultProxy network = FaultProxy.to(kube.url());
        Config agent = kube.config();
        agent.setMasterUrl(network.uri().toString());
        return new ApiServer("embedded Kubernetes API", kube.client(), agent, network::down, network::up, () -> {
            network.close();
            kube.close();
        });
    }

    URI url() {
        return URI.create(agent.getMasterUrl());
    }

    /** Makes connections to it as its agents would. */
    SocketFactory sockets() throws GeneralSecurityException, IOException {
        return url().getScheme().equals("https") ? tls().getSocketFactory() : SocketFactory.getDefault();
    }

    /** Trusts its certificate. */
    SSLContext tls() throws GeneralSecurityException, IOException {
        return SSLUtils.sslContext(agent);
    }

    @Override
    public void close() {
        end.run();
    }

    private static void grant(KubernetesClient admin) {
        admin.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("flux-system")
                        .endMetadata()
                        .build())
                .create();
        try (InputStream manifests = Files.newInputStream(RBAC)) {
            admin.load(manifests).create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
