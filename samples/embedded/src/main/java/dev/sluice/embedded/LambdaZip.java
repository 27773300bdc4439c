package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A function's zip, unpacked as Lambda unpacks it.
 *
 * @param folder where it lies now
 */
public record LambdaZip(Path folder) {

    /** Unpacks a zip into a new folder. */
    public static LambdaZip unpack(Path zip) {
        try {
            Path folder = TemporaryFolder.create("lambda-task");
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    unpack(in, entry, folder);
                }
            }
            return new LambdaZip(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its jars. */
    public List<Path> jars() {
        Path lib = folder.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is not in a jar of its own, in a jar: a class path with folders takes no AOT cache. */
    public Path classes() {
        Path jar = TemporaryFolder.create("lambda-task").resolve("function.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(folder.resolve("lib")))
                    .toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(ZipInputStream in, ZipEntry entry, Path folder) throws IOException {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException(entry.getName() + " leads out of the zip");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else {
            Files.createDirectories(file.resolveSibling(""));
            Files.copy(in, file);
        }
    }
}
