package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Java program in a process of its own, on the class path of this JVM, so that it can be killed. It ends with this JVM. */
public final class JavaProcess implements AutoCloseable {

    private final ServerProcess process;
    private final Thread atExit;

    private JavaProcess(ServerProcess process) {
        this.process = process;
        this.atExit = new Thread(process::kill, "end-process");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts one.
     *
     * @param jvmOptions for example {@code -Xmx64m}
     * @param program the main class, and its arguments
     * @param environment what it has more than this JVM
     * @param log takes what it prints, behind what is there
     */
    public static JavaProcess start(
            List<String> jvmOptions, List<String> program, Map<String, String> environment, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        return new JavaProcess(ServerProcess.start(command, environment, log));
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /**
     * SIGTERM.
     *
     * @return its exit status
     * @throws IllegalStateException when it does not end in time; it is killed then
     */
    public int stop(Duration time) {
        return process.stop(time);
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** How much processor time it has taken until now. */
    public Duration processorTime() {
        return ProcessHandle.of(process.pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** How much memory it has now, in KiB: {@code VmRSS}. */
    public long residentKiB() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException ending) {
            // this JVM ends as well
        }
    }
}
