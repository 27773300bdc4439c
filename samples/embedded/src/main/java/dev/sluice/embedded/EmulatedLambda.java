package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function in a process of its own, behind AWS's Lambda Runtime Interface Emulator. The first call starts it.
 *
 * @see <a href="https://github.com/aws/aws-lambda-runtime-interface-emulator">The emulator</a>
 */
public final class EmulatedLambda implements AutoCloseable {

    private static final String VARIABLE = "SLUICE_LAMBDA_RIE";
    private static final String NAME = "Lambda Runtime Interface Emulator";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Pattern INIT = Pattern.compile("INIT REPORT\\(durationMs: ([0-9.]+)\\)");

    private static final Pattern CALL = Pattern.compile("INVOKE RTDONE\\(.*duration: ([0-9.]+)ms\\)");

    private final Process process;
    private final Path log;
    private final URI invocations;
    private final HttpClient client = HttpClient.newHttpClient();

    private EmulatedLambda(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.invocations = URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations");
    }

    /** Why the emulator is not to be had here, as a sentence for {@code Assumptions.abort}; empty when it is. */
    public static Optional<String> notRun() {
        return NotRun.report(NAME, named().isEmpty() ? Optional.of(VARIABLE + " is not set") : Optional.empty());
    }

    /**
     * Starts the emulator; the function starts with the first call.
     *
     * @throws IllegalStateException when the variable that names the emulator is not set, or names none
     */
    public static EmulatedLambda start(LambdaRuntime runtime) {
        String binary = named().orElseThrow(() -> new IllegalStateException(VARIABLE + " is not set"));
        if (!Files.isExecutable(Path.of(binary))) {
            throw new IllegalStateException(VARIABLE + " is " + binary + ", which is no executable file.");
        }
        List<Integer> ports = FreePorts.find(2);
        List<String> command = new ArrayList<>(List.of(
                binary,
                "--runtime-interface-emulator-address",
                "127.0.0.1:" + ports.get(0),
                "--runtime-api-address",
                "127.0.0.1:" + ports.get(1)));
        command.addAll(runtime.command());
        try {
            Path log = TemporaryFolder.create("lambda-log").resolve("lambda.log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(runtime.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            runtime.applyTo(builder.environment());
            EmulatedLambda lambda = new EmulatedLambda(builder.start(), log, ports.getFirst());
            lambda.awaitListening();
            return lambda;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where events are posted that the function is to handle. */
    public URI invocations() {
        return invocations;
    }

    /** Calls the function. */
    public byte[] invoke(byte[] event) {
        HttpRequest request = HttpRequest.newBuilder(invocations)
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(event))
                .build();
        try {
            return client.send(request, BodyHandlers.ofByteArray()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("the function does not answer: " + log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a call", e);
        }
    }

    /** How long the start of the function and its first call took, together; empty before the first call. */
    public Optional<Duration> coldStart() {
        String log = log();
        return milliseconds(INIT, log)
                .flatMap(init ->
                        milliseconds(CALL, log).map(call -> Duration.ofNanos((long) ((init + call) * 1_000_000))));
    }

    private static Optional<Double> milliseconds(Pattern line, String log) {
        Matcher matcher = line.matcher(log);
        return matcher.find() ? Optional.of(Double.valueOf(matcher.group(1))) : Optional.empty();
    }

    /** What the function and the emulator have printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the emulator, and with it the function. */
    @Override
    public void close() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        started.forEach(ProcessHandle::destroyForcibly);
        client.shutdownNow();
    }

    private void awaitListening() {
        Poll.until("the Lambda Runtime Interface Emulator listens", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the Lambda Runtime Interface Emulator ended: " + log());
            }
            return FreePorts.isTaken(invocations.getPort());
        });
    }

    private static Optional<String> named() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isBlank());
    }
}
