package dev.sluice.agent;

import dev.sluice.embedded.RealKube;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged agent, started by its launcher in a process of its own. */
final class LaunchedAgent implements AutoCloseable {

    private static final Pattern LISTEN = Pattern.compile("\"agent started\".*\"listen\":\"[^\"]*:(\\d+)\"");
    private static final Pattern RSS = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final Path log;

    private LaunchedAgent(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The distribution that the build has made. */
    static Path distribution() {
        return Path.of(System.getProperty("sluice.distribution"));
    }

    /**
     * Starts it.
     *
     * @param environment its environment variables, next to this process's own
     */
    static LaunchedAgent start(Map<String, String> environment) throws IOException {
        Path log = Files.createTempFile(distribution().resolveSibling(""), "launched-agent-", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(distribution().resolve("bin/sluice-agent").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new LaunchedAgent(builder.start(), log);
    }

    /** The environment that leads an agent to an installation and a Kubernetes API without TLS. */
    static Map<String, String> environment(Installation installation, URI aws, URI kubernetes) {
        Map<String, String> environment = new HashMap<>(AwsWithFaults.environment(aws));
        environment.put("SLUICE_CLUSTER", installation.cluster);
        environment.put("SLUICE_QUEUE_URL", installation.queueUrl);
        environment.put("SLUICE_NAMESPACE", installation.namespace.name());
        environment.put("SLUICE_LISTEN", "127.0.0.1:0");
        environment.put("KUBECONFIG", "none");
        environment.put("KUBERNETES_MASTER", kubernetes.toString());
        return environment;
    }

    /** The same for a real API server, as the agent's user. */
    static Map<String, String> environment(Installation installation, URI aws, RealKube kube) {
        Map<String, String> environment = environment(installation, aws, kube.url());
        environment.put(
                "KUBERNETES_CERTS_CA_DATA", kube.configAs(RealKube.AGENT).getCaCertData());
        environment.put("KUBERNETES_AUTH_TOKEN", kube.configAs(RealKube.AGENT).getOauthToken());
        return environment;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** The base address of health and metrics; empty while it is not served yet. */
    Optional<URI> status() throws IOException {
        return first(LISTEN, log()).map(port -> URI.create("http://127.0.0.1:" + port));
    }

    /** Its resident memory in KiB, {@code VmRSS}. */
    long residentKib() throws IOException {
        return first(RSS, Files.readString(Path.of("/proc/" + process.pid() + "/status")))
                .map(Long::parseLong)
                .orElseThrow();
    }

    /** SIGTERM; its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("the agent did not stop within 60 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).findFirst();
    }
}
