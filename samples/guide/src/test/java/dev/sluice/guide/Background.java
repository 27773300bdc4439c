package dev.sluice.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A command that runs on. */
final class Background implements AutoCloseable {

    private static final Duration TIME = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;

    private Background(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Background start(String command, Path folder, Map<String, String> environment) {
        try {
            // among the logs of agents that are searched for secrets when the build ends
            Path log = Files.createDirectories(Path.of("target")).resolve("agent-" + System.nanoTime() + ".log");
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Background(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for what it is to do.
     *
     * @throws AssertionError when it has ended, or that takes longer than a minute; with what it has printed
     */
    void awaitWhile(String what, BooleanSupplier notYet) {
        long end = System.nanoTime() + TIME.toNanos();
        while (notYet.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new AssertionError("not so: " + what + "\n" + printed());
            }
            pause();
        }
    }

    /** SIGTERM, and its end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end on SIGTERM\n" + printed());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
