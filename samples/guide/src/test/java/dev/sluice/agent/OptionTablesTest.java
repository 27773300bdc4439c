package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.guide.Page;
import dev.sluice.guide.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The tables of options are those of the programs: each option, whether it is required, and its default. */
@NullMarked
class OptionTablesTest {

    @Test
    void theAgentsOptionsAreThoseOfItsPage() {
        assertThat(documented(Page.of("docs/agent.md").rows("option", "default", "meaning")))
                .isEqualTo(options(AgentMain.commandLine(Map.of())));
    }

    @Test
    void theSubcommandsOptionsAreThoseOfTheOperationsPage() {
        Map<List<String>, String> all = new LinkedHashMap<>();
        for (CommandLine subcommand :
                AgentMain.commandLine(Map.of()).getSubcommands().values()) {
            all.putAll(options(AgentMain.standalone(subcommand, Map.of())));
        }

        assertThat(documented(Page.of("docs/operations.md").rows("option", "default", "meaning")))
                .isEqualTo(all);
    }

    private static Map<List<String>, String> documented(List<Row> rows) {
        Map<List<String>, String> options = new LinkedHashMap<>();
        for (Row row : rows) {
            options.put(row.cell(0).codes(), row.cell(1).text());
        }
        return options;
    }

    private static Map<List<String>, String> options(CommandLine program) {
        Map<List<String>, String> options = new LinkedHashMap<>();
        for (OptionSpec option : program.getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                options.put(List.of(option.names()), defaultOf(option));
            }
        }
        return options;
    }

    private static String defaultOf(OptionSpec option) {
        if (option.required()) {
            return "required";
        }
        Optional<String> value = Optional.ofNullable(option.defaultValue());
        if (option.type() == boolean.class) {
            return value.filter("true"::equals).isPresent() ? "on" : "off";
        }
        // no limit, or none chosen
        return value.filter(text -> !text.isEmpty() && !text.equals(String.valueOf(Integer.MAX_VALUE)))
                .orElse("all");
    }
}
