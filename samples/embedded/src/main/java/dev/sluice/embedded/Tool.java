package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A program that tests run where the environment names the folder that it is in, such as {@code helm}. */
public final class Tool {
    private final String name;
    private final UnaryOperator<@Nullable String> environment;
    private final String variable;

    /**
     * @param name of the program
     * @param variable the environment variable that names its folder
     */
    public Tool(String name, String variable) {
        this(name, System::getenv, variable);
    }

    Tool(String name, UnaryOperator<@Nullable String> environment, String variable) {
        this.name = name;
        this.environment = environment;
        this.variable = variable;
    }

    /**
     * What a run of it gave.
     *
     * @param status 0 when all is well
     * @param output what it printed on standard output
     * @param errors what it printed on standard error
     */
    public record Result(int status, String output, String errors) {

        /**
         * @return the standard output
         * @throws IllegalStateException when the program failed; the message holds all that it printed
         */
        public String succeeded() {
            if (status != 0) {
                throw new IllegalStateException("status " + status + ":\n" + errors + output);
            }
            return output;
        }
    }

    /** Why it is not to be had here, as a sentence for {@code Assumptions.abort}; empty when it is. */
    public Optional<String> notRun() {
        return NotRun.report(name, folder().isEmpty() ? Optional.of(variable + " is not set") : Optional.empty());
    }

    /** @throws IllegalStateException when the variable is not set, or there is no such program in the folder */
    public Path path() {
        String folder = folder().orElseThrow(() -> new IllegalStateException(variable + " is not set"));
        Path program = Path.of(folder).resolve(name);
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(
                    variable + " is " + folder + ", but there is no executable " + name + " in it.");
        }
        return program;
    }

    /**
     * Runs it to its end.
     *
     * @param folder where
     * @param environment variables beside those of this process
     */
    public Result run(Path folder, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(path().toString()));
        command.addAll(List.of(arguments));
        Path files = TemporaryFolder.create("tool");
        Path output = files.resolve("output");
        Path errors = files.resolve("errors");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            int status = builder.start().waitFor();
            return new Result(
                    status,
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name + " was not waited for", e);
        }
    }

    private Optional<String> folder() {
        return Optional.ofNullable(environment.apply(variable)).filter(value -> !value.isBlank());
    }

    @Override
    public String toString() {
        return name;
    }
}
