package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A function in a process of its own that goes through the hooks of SnapStart. There is no snapshot: between the hooks the
 * process just waits.
 */
public final class SnapStartLambda implements AutoCloseable {

    private final RuntimeApi api;
    private final Process process;
    private final Path log;

    private SnapStartLambda(RuntimeApi api, Process process, Path log) {
        this.api = api;
        this.process = process;
        this.log = log;
    }

    /** Starts the function, up to the snapshot. */
    public static SnapStartLambda start(LambdaRuntime runtime) {
        try {
            RuntimeApi api = new RuntimeApi();
            Path log = Files.createTempFile("lambda", ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            runtime.with("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac")
                                    .command())
                    .directory(runtime.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            runtime.applyTo(builder.environment());
            builder.environment()
                    .putAll(Map.of(
                            "AWS_LAMBDA_RUNTIME_API",
                            "127.0.0.1:" + api.port(),
                            "AWS_LAMBDA_INITIALIZATION_TYPE",
                            "snap-start",
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
            SnapStartLambda lambda = new SnapStartLambda(api, builder.start(), log);
            if (!lambda.api.awaitSnapshot()) {
                String told = lambda.log();
                lambda.close();
                throw new IllegalStateException("the function did not get to its snapshot: " + told);
            }
            return lambda;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the snapshot", e);
        }
    }

    /** Goes on from the snapshot; the first call waits for the hooks. */
    public void restore() {
        api.restore();
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

    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
    }
}
