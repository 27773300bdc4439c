package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image that the build has made, unpacked into a folder, and started from there as a container runtime starts it:
 * as its user, by its entry point, with its environment, on its files alone, of which none can be written.
 *
 * @see <a href="https://github.com/moby/docker-image-spec/blob/main/spec.md">Docker Image Specification</a>
 */
final class UnpackedImage {

    /** With the folder, the user and what to run. What it mounts is gone with the process. */
    private static final String START = """
            set -e
            root=$1 user=$2
            shift 2
            mount --bind "$root" "$root"
            mount --bind /proc "$root/proc"
            mount --bind /dev "$root/dev"
            mount --bind /etc/hosts "$root/etc/hosts"
            mount -o remount,bind,ro "$root"
            exec setpriv --no-new-privs chroot --groups= --userspec="$user" "$root" "$@"
            """;

    private final Path root;
    private final JsonNode configuration;

    private UnpackedImage(Path root, JsonNode configuration) {
        this.root = root;
        this.configuration = configuration;
    }

    /**
     * Unpacks it.
     *
     * @param archive the image as {@code docker save} writes it
     * @param folder an empty folder
     */
    static UnpackedImage unpack(Path archive, Path folder) throws Exception {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        Path root = Files.createDirectory(folder.resolve("root"));
        tar("-xf", archive, saved);
        JsonMapper json = new JsonMapper();
        JsonNode manifest =
                json.readTree(saved.resolve("manifest.json").toFile()).get(0);
        for (JsonNode layer : manifest.get("Layers")) {
            tar("-xpzf", saved.resolve(layer.asText()), root);
        }
        // what a container runtime puts there
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("etc/hosts"));
        return new UnpackedImage(
                root,
                json.readTree(saved.resolve(manifest.get("Config").asText()).toFile()));
    }

    /** Its configuration, as in that specification. */
    JsonNode configuration() {
        return configuration;
    }

    /** A file of it. */
    Path file(String name) {
        return root.resolve(name.substring(1));
    }

    /** Why it cannot be started here, as a sentence; empty when it can be. */
    static Optional<String> notStarted() throws Exception {
        Process process = new ProcessBuilder("unshare", "--mount", "mount", "--bind", "/tmp", "/tmp")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() == 0
                ? Optional.empty()
                : Optional.of("the image: not started, because this user may mount nothing: " + output.strip());
    }

    /**
     * Its entry point.
     *
     * @param environment beside the image's own
     * @param arguments for it
     */
    ProcessBuilder start(Map<String, String> environment, String... arguments) {
        JsonNode config = configuration.get("config");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", START, "start"));
        command.add(root.toString());
        command.add(config.get("User").asText());
        config.get("Entrypoint").forEach(word -> command.add(word.asText()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        config.get("Env").forEach(variable -> {
            String[] parts = variable.asText().split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        });
        builder.environment().putAll(environment);
        return builder;
    }

    private static void tar(String options, Path archive, Path folder) throws IOException, InterruptedException {
        int status = new ProcessBuilder(
                        "tar", "--warning=no-unknown-keyword", options, archive.toString(), "-C", folder.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("tar " + options + " " + archive + ": status " + status);
        }
    }
}
