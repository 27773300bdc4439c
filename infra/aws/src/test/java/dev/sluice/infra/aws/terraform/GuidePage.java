package dev.sluice.infra.aws.terraform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the page on Terraform tells its reader to write and to run. */
final class GuidePage {

    private static final Path FILE = Path.of("../../docs/deploy-terraform.md");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private GuidePage() {}

    /**
     * A block of it.
     *
     * @param language of the block
     * @param beginning how it begins
     * @throws IllegalStateException when there is not exactly one
     */
    static String block(String language, String beginning) {
        List<String> found = BLOCK.matcher(text())
                .results()
                .filter(block ->
                        block.group(1).equals(language) && block.group(2).startsWith(beginning))
                .map(block -> block.group(2))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(FILE + " has " + found.size() + " blocks that begin with " + beginning);
        }
        return found.getFirst();
    }

    /** What is below a heading, to the next one; empty when there is no such heading. */
    static String section(String heading) {
        String text = text();
        int start = text.indexOf("\n" + heading + "\n");
        return start < 0 ? "" : text.substring(start + 1).split("\n## ", 2)[0];
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
