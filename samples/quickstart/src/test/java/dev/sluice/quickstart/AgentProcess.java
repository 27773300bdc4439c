package dev.sluice.quickstart;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An agent in a process of its own, so that it can be killed. */
final class AgentProcess implements AutoCloseable {

    private final Process process;

    /**
     * Starts it.
     *
     * @param sluice where it belongs to
     * @param aws the address by which it reaches AWS
     * @param kubernetes the address by which it reaches the Kubernetes API
     * @param options further options
     */
    AgentProcess(Installation sluice, URI aws, URI kubernetes, String... options) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.agent.AgentMain");
        builder.command().addAll(List.of(options));
        builder.environment().putAll(sluice.environment(aws));
        builder.environment().put("SLUICE_CLUSTER", Installation.CLUSTER);
        builder.environment().put("SLUICE_QUEUE_URL", sluice.queueUrl());
        builder.environment().put("SLUICE_LISTEN", "127.0.0.1:0");
        builder.environment().put("KUBERNETES_MASTER", kubernetes.toString());
        builder.environment().put("KUBECONFIG", "none");
        builder.redirectErrorStream(true).redirectOutput(new File("target", "agent-" + System.nanoTime() + ".log"));
        process = builder.start();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; its exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            kill();
            throw new AssertionError("the agent did not stop within 30 s of SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
