package dev.sluice.agent;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The packaged agent, started by its launcher in a process of its own. */
final class LaunchedAgent implements AutoCloseable {

    private static final Pattern LISTEN = Pattern.compile("\"agent started\".*\"listen\":\"[^\"]*:(\\d+)\"");

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
     * Starts it by its launcher.
     *
     * @param java the home of its JVM
     * @param environment its environment variables, next to this process's own
     */
    static LaunchedAgent start(Path java, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(distribution().resolve("bin/sluice-agent").toString());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().putAll(environment);
        return start(builder);
    }

    /** Starts it in another way. */
    static LaunchedAgent start(ProcessBuilder builder) throws IOException {
        Path log = Files.createTempFile(distribution().resolveSibling(""), "launched-agent-", ".log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new LaunchedAgent(builder.start(), log);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** The base address of health and metrics; empty while it is not served yet. */
    Optional<URI> status() throws IOException {
        return first(LISTEN, log()).map(port -> URI.create("http://127.0.0.1:" + port));
    }

    /** A file of its {@code /proc/<pid>}, such as {@code status}. */
    String proc(String name) throws IOException {
        return Files.readString(Path.of("/proc/" + process.pid() + "/" + name));
    }

    /** A line of its {@code /proc/<pid>/status} in KiB, such as {@code VmRSS}. */
    long kib(String name) throws IOException {
        return first(Pattern.compile(name + ":\\s+(\\d+) kB"), proc("status"))
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
