package dev.sluice.infra.aws.terraform;

import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.TemporaryFolder;
import dev.sluice.embedded.Tool;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Terraform in a copy of its folder, so that neither state nor lock files get into the work tree. */
final class Terraform {

    static final String REGION = "us-east-1";

    private static final Tool TOOL = new Tool("terraform", "SLUICE_TERRAFORM");
    private static final Path SOURCE = Path.of("terraform");
    private static final Path PROJECT = Path.of("../..");
    /** Where the folder lies in the project. */
    private static final Path PLACE = Path.of("infra/aws/terraform");

    private final Path project;
    private final Map<String, String> environment;

    private Terraform(Path project, Map<String, String> environment) {
        this.project = project;
        this.environment = Map.copyOf(environment);
    }

    /** Why it is not to be had here, as a sentence for {@code Assumptions.abort}; empty when it is. */
    static Optional<String> notRun() {
        return TOOL.notRun();
    }

    /** Why there is no MiniStack here, which alone has all that is applied; empty when there is one. */
    static Optional<String> noMiniStack() {
        return miniStack().notRun();
    }

    /** The AWS that it works on: MiniStack. */
    static URI aws() {
        return miniStack().endpoint();
    }

    /** The modules and examples, by their folders. */
    static List<String> folders() {
        return Stream.of("modules", "examples").flatMap(Terraform::foldersOf).toList();
    }

    private static Stream<String> foldersOf(String group) {
        try (Stream<Path> folders = Files.list(SOURCE.resolve(group))) {
            return folders.map(folder -> group + "/" + folder.getFileName()).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Of a new copy, which lies as the folder lies in the project.
     *
     * @param environment variables for it, such as {@code TF_VAR_prefix}, beside those that lead to MiniStack
     */
    static Terraform ofCopy(Map<String, String> environment) {
        Path project = TemporaryFolder.create("terraform");
        Path copy = project.resolve(PLACE);
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(file -> !file.toString().contains(".terraform"))
                    .toList()) {
                Path to = copy.resolve(SOURCE.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
            Files.createSymbolicLink(
                    project.resolve("function"), PROJECT.resolve("function").toRealPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(Map.of(
                "TF_IN_AUTOMATION", "1",
                "TF_INPUT", "0",
                "TF_CLI_ARGS", "-no-color",
                "TF_CLI_ARGS_apply", "-auto-approve",
                "CHECKPOINT_DISABLE", "1",
                "AWS_REGION", REGION,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test",
                "AWS_ENDPOINT_URL", miniStack().notRun().isEmpty() ? aws().toString() : "http://127.0.0.1:9"));
        all.putAll(environment);
        return new Terraform(project, all);
    }

    /** A folder or file of the copy. */
    Path path(String name) {
        return project.resolve(PLACE).resolve(name);
    }

    /** Runs it in a folder of the copy. */
    Tool.Result run(String folder, String... arguments) {
        return TOOL.run(path(folder), environment, arguments);
    }

    /**
     * Runs commands of a shell, {@code terraform} among them, in the copy of the project.
     *
     * @return what they printed
     * @throws IllegalStateException when one fails
     */
    String shell(String commands) {
        Path output = TemporaryFolder.create("terraform-shell").resolve("output");
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            builder.environment()
                    .merge(
                            "PATH",
                            TOOL.path().resolveSibling("").toString(),
                            (own, added) -> added + File.pathSeparator + own);
            int status = builder.start().onExit().join().exitValue();
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (status != 0) {
                throw new IllegalStateException("status " + status + ":\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AwsPart miniStack() {
        return AwsParts.all().getLast();
    }
}
