package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that the threat table names are there. */
class SecurityPageTest {

    private static final List<Path> SOURCES = Project.files("", ".java").stream()
            .filter(file -> file.toString().contains("/src/test/"))
            .toList();

    @Test
    void everyThreatNamesTestsThatThereAre() {
        List<String> missing = new ArrayList<>();
        for (Row threat : Page.of("docs/security.md").rows("threat", "what stops it", "the test")) {
            List<String> tests = threat.cell(2).codes();
            assertThat(tests).as(threat.cell(0).text()).isNotEmpty();
            tests.stream().filter(test -> !isThere(test)).forEach(missing::add);
        }

        assertThat(missing).isEmpty();
    }

    /** @param test {@code Class.method} */
    private static boolean isThere(String test) {
        int dot = test.indexOf('.');
        Pattern method = Pattern.compile("\\bvoid " + test.substring(dot + 1) + "\\(");
        return SOURCES.stream()
                .filter(file -> file.endsWith(test.substring(0, dot) + ".java"))
                .anyMatch(file -> method.matcher(Project.read(file)).find());
    }
}
