package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard shows the metrics that there are. */
class DashboardTest {

    private static final Path DASHBOARD = Path.of("components", "grafana-dashboard", "sluice-agent.json");
    private static final Path DOCS = Path.of("..", "..", "docs", "agent.md");
    private static final Pattern METRIC = Pattern.compile("\\bsluice_[a-z_]+");

    @Test
    void itShowsEveryMetricOfTheDocsAndNoOther() throws IOException {
        JsonNode dashboard = new JsonMapper().readTree(DASHBOARD.toFile());
        Set<String> shown = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(panel.get("title").asText()).isNotEmpty();
            assertThat(panel.get("description").asText()).isNotEmpty();
            assertThat(ids.add(panel.get("id").asText())).isTrue();
            for (JsonNode target : panel.get("targets")) {
                shown.addAll(metrics(target.get("expr").asText()));
            }
        }
        Set<String> documented = metrics(Files.readString(DOCS)
                .lines()
                .filter(line -> line.startsWith("| `sluice_"))
                .collect(Collectors.joining("\n")));
        assertThat(documented).hasSizeGreaterThan(10);
        assertThat(shown).isEqualTo(documented);
    }

    @Test
    void theChartHasTheSameOne() throws IOException {
        assertThat(Chart.FOLDER.resolve("files").resolve(DASHBOARD.getFileName()))
                .hasSameTextualContentAs(DASHBOARD);
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map(MatchResult::group)
                // the series of a timer
                .map(name -> name.replaceAll("(_seconds)_(bucket|count|sum|max)$", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
