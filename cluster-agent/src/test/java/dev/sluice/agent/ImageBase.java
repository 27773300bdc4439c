package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A base for the agent's image where there is no registry: this JVM and the C library that it needs, as
 * {@code docker save} writes images. It has no shell, as the image's own base has none.
 *
 * @see <a href="https://github.com/moby/docker-image-spec/blob/main/spec.md">Docker Image Specification</a>
 */
final class ImageBase {

    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final String JAVA = "usr/lib/jvm/java";
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");
    /** Of the JDK, what the agent may use. */
    private static final List<String> LINKED = List.of(
            "bin/java", "lib/libjli.so", "lib/server/libjvm.so", "lib/libjava.so", "lib/libnet.so", "lib/libnio.so");

    private ImageBase() {}

    /** @param arguments the folder for {@code base.tar} */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path root = Files.createDirectories(folder.resolve("root"));
        system(root);
        Path layer = folder.resolve("layer.tar.gz");
        String diffId = layer(root, layer);
        JsonMapper json = new JsonMapper();
        Map<String, ?> config = Map.of(
                "architecture",
                System.getProperty("os.arch"),
                "os",
                "linux",
                "config",
                Map.of("Env", List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of("sha256:" + diffId)));
        json.writeValue(folder.resolve("config.json").toFile(), config);
        json.writeValue(
                folder.resolve("manifest.json").toFile(),
                List.of(Map.of(
                        "Config",
                        "config.json",
                        "RepoTags",
                        List.of(),
                        "Layers",
                        List.of(layer.getFileName().toString()))));
        Path base = folder.resolve("base.tar");
        Process tar = new ProcessBuilder(
                        "tar",
                        "-cf",
                        base.toString(),
                        "-C",
                        folder.toString(),
                        "manifest.json",
                        "config.json",
                        layer.getFileName().toString())
                .inheritIO()
                .start();
        succeeded(tar);
        System.out.println(base + ": " + Files.size(base) + " bytes, " + JDK);
    }

    /** What is there beside Java. */
    private static void system(Path root) throws Exception {
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), """
                root:x:0:0:root:/root:/sbin/nologin
                nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
                """);
        Path temporary = Files.createDirectories(root.resolve("tmp"));
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = root.resolve("usr/bin/java");
        Files.createDirectories(link.resolveSibling(""));
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("/", JAVA, "bin/java"));
        List<String> ldd = new ArrayList<>(List.of("ldd"));
        LINKED.forEach(file -> ldd.add(JDK.resolve(file).toString()));
        Process process = new ProcessBuilder(ldd).start();
        Matcher libraries = LIBRARY.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
        succeeded(process);
        while (libraries.find()) {
            Path library = Path.of(libraries.group(1)).normalize();
            Path copy = root.resolve(library.toString().substring(1));
            if (!library.startsWith(JDK) && !Files.exists(copy)) {
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(library, copy);
            }
        }
    }

    /** Writes the one layer; gives the SHA-256 of what is compressed in it. */
    private static String layer(Path root, Path layer) throws Exception {
        Process tar = new ProcessBuilder(
                        "tar",
                        "-c",
                        "--sort=name",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        "--exclude=*.zip",
                        "--exclude=ct.sym",
                        "--exclude=*_nocoops*.jsa",
                        // all of the JDK, not of the root, whose names begin with a dot
                        "--transform=s,^[a-z]," + JAVA + "/&,S",
                        "-C",
                        root.toString(),
                        ".",
                        "-C",
                        JDK.toString(),
                        "bin/java",
                        "conf",
                        "lib",
                        "release")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(tar.getInputStream(), digest);
                OutputStream out = new QuickGzip(new BufferedOutputStream(Files.newOutputStream(layer)))) {
            in.transferTo(out);
        }
        succeeded(tar);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void succeeded(Process process) throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException(process.info().command().orElse("a program") + " failed");
        }
    }

    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
