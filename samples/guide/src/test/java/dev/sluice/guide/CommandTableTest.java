package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.guide.CommandTable.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No block of commands is forgotten: each is run by a test, or stands among those that are not, with a reason. */
class CommandTableTest {

    private final List<Entry> entries = CommandTable.entries();
    private final List<CodeBlock> blocks = CommandTable.blocks();

    @Test
    void eachBlockOfCommandsStandsInOneRow() {
        List<String> wrong = new ArrayList<>();
        for (CodeBlock block : blocks) {
            long rows = entries.stream().filter(entry -> entry.isOf(block)).count();
            if (rows != 1) {
                wrong.add(block + " is in " + rows + " rows");
            }
        }

        assertThat(wrong).isEmpty();
        // or there was nothing to look at
        assertThat(blocks).hasSizeGreaterThan(20);
    }

    @Test
    void eachRowIsOfABlockThatThereIs() {
        assertThat(entries)
                .allSatisfy(entry -> assertThat(blocks).as(entry.toString()).anyMatch(entry::isOf));
    }

    @Test
    void eachTestOfTheTableIsThere() {
        List<String> tests = Project.files("", ".java").stream()
                .filter(file -> file.toString().contains("/src/test/"))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();

        assertThat(entries.stream().map(Entry::test).filter(test -> !test.isEmpty()))
                .isNotEmpty()
                .isSubsetOf(tests);
    }

    @Test
    void noReasonIsEmpty() {
        assertThat(Page.of("samples/guide/README.md").rows("page", "begins with", "not run, because"))
                .allSatisfy(row -> assertThat(row.cell(2).text()).isNotEmpty());
    }
}
