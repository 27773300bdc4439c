package dev.sluice.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A shell that somebody pastes blocks of commands into, one after the other: variables and the folder stay from block to
 * block. A command that fails ends its block.
 */
final class Terminal {

    private static final Duration TIME = Duration.ofMinutes(3);
    private static final String SCRIPT = """
            set -euo pipefail
            if [ -e "$GUIDE_STATE/variables" ]; then
              . "$GUIDE_STATE/variables" 2>/dev/null
              cd "$(cat "$GUIDE_STATE/folder")"
            fi
            trap 'status=$?; declare -p | grep -Ev "^declare -[^ ]*r|^declare -- (BASH|_|GUIDE)" >"$GUIDE_STATE/variables"; \
            pwd >"$GUIDE_STATE/folder"; exit $status' EXIT
            . "$GUIDE_STATE/block"
            """;

    private final Path home;
    private final Path state;
    private final Path programs;
    private final Map<String, String> environment = new TreeMap<>();

    /** @param folder where its files are; the commands begin in {@code home} below it */
    Terminal(Path folder) {
        this.home = create(folder.resolve("home"));
        this.state = create(folder.resolve("state"));
        this.programs = create(folder.resolve("programs"));
        environment.put("HOME", home.toString());
        environment.put("GUIDE_STATE", state.toString());
        environment.put("PATH", programs + ":/usr/local/bin:/usr/bin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** Where the commands begin. */
    Path home() {
        return home;
    }

    /** Sets an environment variable. */
    Terminal with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Puts a program on the path, before all others: a shell script with this body. */
    Terminal program(String name, String body) {
        try {
            Path file = programs.resolve(name);
            Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a program that is elsewhere on the path, before all others. */
    Terminal program(String name, Path program) {
        return program(name, "exec '" + program + "' \"$@\"");
    }

    /**
     * Runs commands to their end.
     *
     * @return what they printed on standard output
     * @throws AssertionError when one fails, or they take longer than three minutes; with all that they printed
     */
    String run(String commands) {
        try {
            Files.writeString(state.resolve("block"), commands);
            Path output = state.resolve("output");
            Path errors = state.resolve("errors");
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", SCRIPT)
                    .directory(home.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(TIME.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("still running after " + TIME + ":\n" + commands);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("status " + process.exitValue() + " of:\n" + commands + "\n"
                        + Files.readString(errors) + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Starts a command that goes on.
     *
     * @param command one command
     */
    Background start(String command) {
        return Background.start(command, home, environment);
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
