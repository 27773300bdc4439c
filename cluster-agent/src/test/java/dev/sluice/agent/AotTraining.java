package dev.sluice.agent;

import dev.sluice.embedded.KubeParts;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes the AOT cache of the distribution: runs the packaged agent once, from its start to some events with filters, and
 * lets the JVM write down what that took. On the real Kubernetes API where there is one, else on the embedded one.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514: Ahead-of-Time Command-Line Ergonomics</a>
 */
final class AotTraining {

    private static final int RECEIVERS = 5;
    private static final int EVENTS = 50;

    private AotTraining() {}

    public static void main(String[] arguments) throws Exception {
        boolean real = KubeParts.kubeApiServer().notRun().isEmpty();
        try (LaunchSite site = real ? LaunchSite.real() : LaunchSite.embedded()) {
            Path cache = run(site);
            System.out.printf(
                    "%s: %d bytes, trained on %s%n",
                    cache, Files.size(cache), real ? "kube-apiserver" : "the embedded API");
        }
        System.exit(0);
    }

    /** The cache, at the place where the launcher looks for it. */
    static Path run(LaunchSite site) throws Exception {
        Path cache = LaunchedAgent.distribution().resolve("sluice-agent.aot");
        Files.deleteIfExists(cache);
        site.populate(RECEIVERS);
        // profiles of methods are for C2, and would take memory
        try (LaunchedAgent agent =
                site.launch("-XX:AOTCacheOutput=" + cache + " -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining")) {
            site.awaitPublished();
            site.push(EVENTS);
            site.awaitHandled();
            int status = agent.stop();
            if (!Files.exists(cache)) {
                throw new IllegalStateException("no AOT cache, exit status " + status + ": " + agent.log());
            }
        }
        return cache;
    }
}
