package dev.sluice.guide;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A block of code on a page.
 *
 * @param page the page's name
 * @param language as the page says, or empty
 * @param text what is in it
 */
record CodeBlock(String page, String language, String text) {

    private static final Set<String> SHELLS = Set.of("sh", "bash", "shell", "console");
    /** What a block begins with that holds commands, though the page does not say so. */
    private static final Pattern COMMAND =
            Pattern.compile("(\\$ |export |sudo |for |\\./|\\.ci/|samples/)|[A-Za-z_]+=\\S+\\s\\S"
                    + "|(aws|cd|cfn-lint|cp|curl|docker|flux|git|helm|java|kubectl|kubeseal|kustomize|mkdir|mvn|openssl|pip|sam|sed|"
                    + "sluice-agent|terraform|tofu) ");

    /** Whether it is for a shell. */
    boolean isCommands() {
        return SHELLS.contains(language)
                || (language.isEmpty() && COMMAND.matcher(text).lookingAt());
    }

    String firstLine() {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    @Override
    public String toString() {
        return page + ": " + firstLine();
    }
}
