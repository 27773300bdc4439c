package dev.sluice.embedded;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** etcd and kube-apiserver as child processes on free ports of 127.0.0.1, with RBAC; no nodes, no controllers. */
public final class RealKube implements AutoCloseable {
    /** A user without any right but what a test grants, as the agent's ServiceAccount would be. */
    public static final String AGENT = "system:serviceaccount:flux-system:sluice-agent";

    /** A port found free can be taken before a server binds it. */
    private static final int TRIES = 3;

    private static final Once<RealKube> SHARED = new Once<>(() -> {
        RealParts parts = RealParts.ofThisProcess();
        RealKube kube = start(parts.kubebuilderAssets().orElseThrow());
        kube.applyCrds(parts.fluxCrds().orElseThrow());
        return kube;
    });

    private final KubeFolder folder;
    private final KubeUsers users;
    private final KubeServers servers;
    private final Thread atExit = new Thread(this::end, "stop-kube");
    private final AtomicBoolean ended = new AtomicBoolean();
    private final KubernetesClient client;
    private final KubernetesClient probe;

    private RealKube(Path assets, KubeUsers users) {
        this.users = users;
        folder = new KubeFolder();
        folder.write("tokens.csv", users.tokenFile());
        folder.writeSigningKeys();
        servers = new KubeServers(assets, folder);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            servers.await("kube-apiserver has a certificate", folder::hasCertificate);
            client = clientAs(KubeUsers.ADMIN);
            probe = new KubernetesClientBuilder()
                    .withConfig(impatient(config()))
                    .build();
            servers.await("kube-apiserver is ready", this::isReady);
            folder.writeKubeconfig(url(), users.token(KubeUsers.ADMIN));
        } catch (RuntimeException e) {
            end();
            Runtime.getRuntime().removeShutdownHook(atExit);
            throw e;
        }
    }

    /**
     * Starts both and waits until the API server is ready.
     *
     * @param assets the folder with the binaries {@code etcd} and {@code kube-apiserver}
     * @param users further users with a token (next to the admin and {@link #AGENT}); a name that begins with
     *     {@code system:serviceaccount:} gets the groups of a ServiceAccount
     * @throws IllegalStateException when it does not become ready, with the last lines of the logs
     */
    public static RealKube start(Path assets, String... users) {
        KubeUsers known = new KubeUsers(users);
        for (int tries = 1; ; tries++) {
            try {
                return new RealKube(assets, known);
            } catch (IllegalStateException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * The one that {@link KubeParts} hands out, with the CRDs of Flux: for tests in namespaces of their own that neither
     * stop nor close it.
     *
     * @throws java.util.NoSuchElementException when {@link KubeParts#kubeApiServer()} is not to be had
     */
    public static RealKube shared() {
        return SHARED.get();
    }

    /** The API server's address; the port stays the same over stop and start. */
    public URI url() {
        return servers.url();
    }

    /** A client of a cluster admin; it is closed together with the cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** The admin's configuration. */
    public Config config() {
        return configAs(KubeUsers.ADMIN);
    }

    /** A new client of a user who was named at the start; the caller closes it. */
    public KubernetesClient clientAs(String user) {
        return new KubernetesClientBuilder().withConfig(configAs(user)).build();
    }

    /**
     * The configuration of a user who was named at the start.
     *
     * @throws IllegalArgumentException for another user
     */
    public Config configAs(String user) {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url().toString())
                .withCaCertData(folder.certificateInBase64())
                .withOauthToken(users.token(user))
                .withNamespace("default")
                .build();
    }

    /** A kubeconfig file of the admin. */
    public Path kubeconfig() {
        return folder.file("admin.kubeconfig");
    }

    /** Applies every {@code *.yaml} CustomResourceDefinition of a folder and waits until all are served. */
    public void applyCrds(Path crds) {
        new CrdFolder(crds).apply(client);
    }

    /** Ends the API server (etcd keeps running): connections are refused. */
    public void stopApiServer() {
        servers.apiServer().kill();
    }

    /** Starts the API server again on the same port and waits until it is ready. */
    public void startApiServer() {
        servers.restartApiServer();
        servers.await("kube-apiserver is ready", this::isReady);
    }

    /** Freezes the API server: it accepts connections and answers nothing. */
    public void pause() {
        servers.apiServer().pause();
    }

    /** Lets a frozen API server go on. */
    public void resume() {
        servers.apiServer().resume();
    }

    @Override
    public void close() {
        client.close();
        probe.close();
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            servers.kill();
            folder.delete();
        }
    }

    private boolean isReady() {
        try {
            return "ok".equals(probe.raw("/readyz"));
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    private static Config impatient(Config config) {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(2_000)
                .build();
    }
}
