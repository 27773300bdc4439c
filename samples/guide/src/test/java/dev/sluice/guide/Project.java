package dev.sluice.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the project, as they lie in the work tree. */
public final class Project {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** What is made by builds, or belongs to tools. */
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".terraform");

    private Project() {}

    /** All files with that ending below a folder of the project. */
    static List<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending) && isOurs(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a pattern finds in the Java files of a folder: its first group of each match.
     *
     * @throws IllegalStateException when it finds nothing: then the pattern is wrong
     */
    public static Set<String> inSources(String folder, String pattern) {
        return inFiles(folder, ".java", pattern);
    }

    /** The same in files of another ending. */
    static Set<String> inFiles(String folder, String ending, String pattern) {
        Set<String> found = new TreeSet<>();
        for (Path source : files(folder, ending)) {
            Matcher matcher = Pattern.compile(pattern).matcher(read(source));
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(pattern + " is nowhere in " + folder);
        }
        return found;
    }

    private static boolean isOurs(Path file) {
        for (Path part : ROOT.relativize(file)) {
            String name = part.toString();
            if (NOT_OURS.contains(name) || (name.startsWith(".") && !name.equals(".ci"))) {
                return false;
            }
        }
        return true;
    }
}
