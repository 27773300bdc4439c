package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A function in a process of its own, with a stub of the Runtime API. It can go through the hooks of SnapStart; there is no
 * snapshot, between the hooks the process just waits.
 */
public final class DirectLambda implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RuntimeApi api;
    private final Process process;
    private final Path log;

    private DirectLambda(RuntimeApi api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    /** Starts the function. */
    public static DirectLambda start(LambdaRuntime runtime) {
        return start(runtime, "on-demand");
    }

    /** Starts the function, up to the snapshot. */
    public static DirectLambda startToSnapshot(LambdaRuntime runtime) {
        DirectLambda lambda =
                start(runtime.with("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac"), "snap-start");
        lambda.await("its snapshot", lambda.api.snapshot());
        return lambda;
    }

    private static DirectLambda start(LambdaRuntime runtime, String initialization) {
        try {
            RuntimeApi api = new RuntimeApi();
            Path log = TemporaryFolder.create("lambda-log").resolve("lambda.log");
            ProcessBuilder builder = new ProcessBuilder(runtime.command())
                    .directory(runtime.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            runtime.applyTo(builder.environment());
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API",
                            "127.0.0.1:" + api.port(),
                            "AWS_LAMBDA_INITIALIZATION_TYPE",
                            initialization,
                            "AWS_LAMBDA_FUNCTION_NAME",
                            "sluice",
                            "AWS_LAMBDA_FUNCTION_VERSION",
                            "1",
                            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                            "512",
                            "AWS_LAMBDA_LOG_GROUP_NAME",
                            "sluice",
                            "AWS_LAMBDA_LOG_STREAM_NAME",
                            "sluice"));
            return new DirectLambda(api, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on from the snapshot; the first call waits for the hooks. */
    public void restore() {
        api.restore();
    }

    /** Waits until the function asks for its first call. */
    public void awaitReady() {
        await("its first call", api.ready());
    }

    /** Calls the function. */
    public byte[] invoke(byte[] event) {
        try {
            return api.invoke(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a call", e);
        }
    }

    /** What the function has printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the function in order, as Lambda does not: its JVM runs its shutdown. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the function does not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }

    private void await(String what, CountDownLatch event) {
        try {
            if (!event.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                close();
                throw new IllegalStateException("the function did not get to " + what + ": " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before " + what, e);
        }
    }
}
