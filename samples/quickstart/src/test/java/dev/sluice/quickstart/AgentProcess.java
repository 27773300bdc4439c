package dev.sluice.quickstart;

import dev.sluice.agent.AgentMain;
import dev.sluice.embedded.JavaProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An agent in a process of its own, so that it can be killed. */
final class AgentProcess implements AutoCloseable {

    private final JavaProcess process;

    /**
     * Starts it.
     *
     * @param sluice where it belongs to
     * @param aws the address by which it reaches AWS
     * @param kubernetes the address by which it reaches the Kubernetes API
     * @param options further options
     */
    AgentProcess(Installation sluice, URI aws, URI kubernetes, String... options) {
        List<String> program = new ArrayList<>(List.of(options));
        program.addFirst(AgentMain.class.getName());
        Map<String, String> environment = sluice.environment(aws);
        environment.put("SLUICE_CLUSTER", Installation.CLUSTER);
        environment.put("SLUICE_QUEUE_URL", sluice.queueUrl());
        environment.put("SLUICE_LISTEN", "127.0.0.1:0");
        environment.put("KUBERNETES_MASTER", kubernetes.toString());
        environment.put("KUBECONFIG", "none");
        process = JavaProcess.start(
                List.of(), program, environment, Path.of("target", "agent-" + System.nanoTime() + ".log"));
    }

    /** SIGKILL. */
    void kill() {
        process.kill();
    }

    /** SIGTERM; its exit status. */
    int stop() {
        return process.stop(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        process.close();
    }
}
