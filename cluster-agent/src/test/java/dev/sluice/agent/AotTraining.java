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
        String java = System.getProperty("sluice.java.home", "");
        Path cache = LaunchedAgent.distribution().resolve("sluice-agent.aot");
        try (LaunchSite site = real ? LaunchSite.real() : LaunchSite.embedded()) {
            run(site, Path.of(java.isEmpty() ? System.getProperty("java.home") : java), cache);
            System.out.printf(
                    "%s: %d bytes, trained on %s%n",
                    cache, Files.size(cache), real ? "kube-apiserver" : "the embedded API");
        }
        System.exit(0);
    }

    /**
     * Makes it.
     *
     * @param java the home of the JVM that it is for
     * @param cache the file to write
     */
    static void run(LaunchSite site, Path java, Path cache) throws Exception {
        Files.deleteIfExists(cache);
        site.populate(RECEIVERS);
        // profiles of methods are for C2, and would take memory
        try (LaunchedAgent agent = site.launch(
                java, "-XX:AOTCacheOutput=" + cache + " -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining")) {
            site.awaitPublished();
            site.push(EVENTS);
            site.awaitHandled();
            int status = agent.stop();
            if (!Files.exists(cache)) {
                throw new IllegalStateException("no AOT cache, exit status " + status + ": " + agent.log());
            }
        }
    }
}
