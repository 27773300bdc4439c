package dev.sluice.infra.kubernetes;

import dev.sluice.embedded.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folders of kustomizations, built. */
final class Kustomize {

    static final Tool TOOL = new Tool("kustomize", KubeTools.VARIABLE);

    private Kustomize() {}

    /** Builds a folder. */
    static Rendering build(Path folder) {
        return Rendering.of(
                "kustomize " + folder,
                TOOL.run(Path.of("."), Map.of(), "build", folder.toString()).succeeded());
    }

    /**
     * Builds a kustomization of a user's own.
     *
     * @param yaml its text; {@code ROOT} in it stands for the way to this module's folder
     */
    static Rendering buildOwn(String yaml) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "own-");
            Files.writeString(folder.resolve("kustomization.yaml"), yaml.replace("ROOT", "../.."));
            return build(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base and every overlay, and every component on the base. */
    static List<Rendering> all() {
        return Stream.concat(
                        Stream.concat(Stream.of(Path.of("base")), folders("overlays"))
                                .map(Kustomize::build),
                        folders("components")
                                .map(component ->
                                        buildOwn("resources: [ROOT/base]\ncomponents: [ROOT/" + component + "]\n")))
                .toList();
    }

    private static Stream<Path> folders(String parent) {
        try (Stream<Path> folders = Files.list(Path.of(parent))) {
            return folders.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
