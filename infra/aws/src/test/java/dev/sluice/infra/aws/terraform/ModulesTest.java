package dev.sluice.infra.aws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Terraform itself says of modules and examples. */
class ModulesTest {

    /** A declaration to its end, the first line that closes a block at the margin. */
    private static final Pattern DECLARED =
            Pattern.compile("^(variable|output) \"([a-z_]+)\" \\{\n(.*?)^}", Pattern.MULTILINE | Pattern.DOTALL);

    @BeforeEach
    void needsTerraform() {
        Terraform.notRun().ifPresent(Assumptions::abort);
    }

    static List<String> folders() {
        return Terraform.folders();
    }

    @Test
    void everythingIsFormatted() {
        Tool.Result result = Terraform.ofCopy(Map.of()).run(".", "fmt", "-check", "-recursive", "-diff");

        assertThat(result.output() + result.errors()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void isValidWithoutAWarning(String folder) {
        Terraform terraform = Terraform.ofCopy(Map.of());
        terraform.run(folder, "init").succeeded();

        assertThat(terraform.run(folder, "validate").succeeded())
                .isEqualToIgnoringNewLines("Success! The configuration is valid.");
    }

    @ParameterizedTest
    @MethodSource("folders")
    void eachVariableAndOutputIsDescribedAndEachVariableTyped(String folder) throws IOException {
        List<MatchResult> declared = DECLARED.matcher(sources(Path.of("terraform", folder)))
                .results()
                .toList();

        assertThat(declared).isNotEmpty().allSatisfy(one -> {
            assertThat(one.group(3)).as(one.group(2)).containsPattern("(?m)^  description += \".{10,}\"$");
            if (one.group(1).equals("variable")) {
                assertThat(one.group(3)).as(one.group(2)).containsPattern("(?m)^  type +=");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "front"})
    void theGuideHasEachVariable(String module) throws IOException {
        List<String> variables = DECLARED.matcher(sources(Path.of("terraform", "modules", module)))
                .results()
                .filter(one -> one.group(1).equals("variable"))
                .map(one -> "`" + one.group(2) + "`")
                .toList();

        assertThat(GuidePage.section("## Module " + module)).contains(variables);
    }

    /** The numbers are those of the runs in the files: none may be lost. */
    @ParameterizedTest
    @CsvSource({"modules/cluster, 6", "modules/front, 9"})
    void itsOwnTestsPass(String module, int runs) {
        // mock providers have no ephemeral resources, and the seal's key is one
        Terraform.noMiniStack().ifPresent(Assumptions::abort);
        Terraform terraform = Terraform.ofCopy(Map.of());
        terraform.run(module, "init").succeeded();

        assertThat(terraform.run(module, "test").succeeded()).contains("Success! " + runs + " passed, 0 failed.");
    }

    static String sources(Path folder) throws IOException {
        StringBuilder all = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, "*.tf")) {
            for (Path file : files) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }
}
