package dev.sluice.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The two processes of a {@link RealKube}, on ports of their own. */
final class KubeServers {
    private final Path assets;
    private final KubeFolder folder;
    private final int etcdPort;
    private final int apiPort;
    private final ServerProcess etcd;
    private ServerProcess apiServer;

    KubeServers(Path assets, KubeFolder folder) {
        this.assets = assets;
        this.folder = folder;
        List<Integer> ports = FreePorts.find(3);
        etcdPort = ports.get(0);
        apiPort = ports.get(2);
        etcd = ServerProcess.start(etcdCommand(ports.get(1)), folder.file("etcd.log"));
        apiServer = ServerProcess.start(apiServerCommand(), folder.file("apiserver.log"));
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + apiPort);
    }

    ServerProcess apiServer() {
        return apiServer;
    }

    /** Starts the API server that was killed, on its old port. */
    void restartApiServer() {
        apiServer = ServerProcess.start(apiServerCommand(), folder.file("apiserver.log"));
    }

    /**
     * Waits for a condition.
     *
     * @throws IllegalStateException when a process ends before, or it takes too long
     */
    void await(String what, BooleanSupplier condition) {
        Poll.until(what, () -> {
            requireAlive("etcd", etcd);
            requireAlive("kube-apiserver", apiServer);
            return condition.getAsBoolean();
        });
    }

    void kill() {
        apiServer.kill();
        etcd.kill();
    }

    private List<String> etcdCommand(int peerPort) {
        String clients = "http://127.0.0.1:" + etcdPort;
        String peers = "http://127.0.0.1:" + peerPort;
        return List.of(
                assets.resolve("etcd").toString(),
                "--name=default",
                "--data-dir=" + folder.file("etcd"),
                "--unsafe-no-fsync",
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers,
                "--log-level=warn");
    }

    private List<String> apiServerCommand() {
        return List.of(
                assets.resolve("kube-apiserver").toString(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + apiPort,
                "--cert-dir=" + folder.file("pki"),
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--endpoint-reconciler-type=none",
                "--authorization-mode=RBAC",
                "--token-auth-file=" + folder.file("tokens.csv"),
                "--service-account-issuer=https://127.0.0.1:" + apiPort,
                "--service-account-signing-key-file=" + folder.file("service-account.key"),
                "--service-account-key-file=" + folder.file("service-account.pub"),
                "--service-cluster-ip-range=10.96.0.0/16",
                // there is no controller that makes the ServiceAccounts it asks for
                "--disable-admission-plugins=ServiceAccount",
                "--profiling=false");
    }

    private static void requireAlive(String name, ServerProcess process) {
        if (!process.isAlive()) {
            throw new IllegalStateException(name + " ended: " + process.lastWords());
        }
    }
}
