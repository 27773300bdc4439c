package dev.sluice.guide;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.plan.Decision;
import dev.sluice.event.Opening;
import dev.sluice.function.webhook.Reason;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages list of the code's names is what the code has, no more and no less. */
class ReferenceTest {

    private static final String AGENT = "cluster-agent/src/main";
    private static final Page NOTHING_HAPPENED = Page.of("docs/nothing-happened.md");

    @Test
    void everyVerdictOfTheFunctionStandsUnderItsStatus() {
        Map<String, String> documented = NOTHING_HAPPENED.rows("status", "verdict").stream()
                .flatMap(row -> row.cell(1).codes().stream()
                        .map(verdict -> Map.entry(verdict, row.cell(0).text())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        assertThat(documented)
                .isEqualTo(Arrays.stream(Reason.values())
                        .collect(Collectors.toMap(Reason::label, reason -> String.valueOf(reason.status()))));
    }

    @Test
    void everyDecisionOfTheAgentIsExplained() {
        assertThat(firstCodes(NOTHING_HAPPENED.rows("decision")))
                .isEqualTo(Arrays.stream(Decision.values()).map(Decision::label).collect(toSet()));
    }

    @Test
    void everyReasonWhyAReceiverIsNotPublishedAsItShouldBeIsExplained() {
        assertThat(firstCodes(NOTHING_HAPPENED.rows("Event")))
                .isEqualTo(Project.inSources(AGENT + "/java/dev/sluice/agent/publish", "new Problem\\(\\s*\"(\\w+)\""));
    }

    @Test
    void everyReasonOfADeadLetterIsExplained() {
        assertThat(firstCodes(Page.of("docs/contracts.md").rows("sluice-reason")))
                .isEqualTo(Arrays.stream(Opening.Reason.values())
                        .map(Opening.Reason::label)
                        .collect(toSet()));
    }

    @Test
    void theAgentsMetricsAreThoseOfItsPage() {
        Set<String> inCode = new TreeSet<>();
        for (String name : Project.inSources(AGENT, "(?:counter|gauge)\\(\\s*\"(sluice[.][a-z.]+)\"")) {
            inCode.add(name);
        }
        inCode.addAll(Project.inSources(AGENT, "(?:Counter|Gauge|Timer)\\.builder\\(\\s*\"(sluice[.][a-z.]+)\""));

        assertThat(firstCodes(Page.of("docs/agent.md").rows("metric", "labels")).stream()
                        .map(ReferenceTest::withoutUnit)
                        .collect(toSet()))
                .isEqualTo(inCode.stream()
                        .map(name -> withoutUnit(name.replace('.', '_')))
                        .collect(toSet()));
    }

    @Test
    void theFunctionsMetricsAreThoseOfItsPage() {
        assertThat(firstCodes(Page.of("docs/function.md").rows("metric", "unit")))
                .isEqualTo(Project.inSources(
                        "function/webhook/src/main", "(?:Metric\\.count|new Metric)\\(\\s*\"(\\w+)\""));
    }

    @Test
    void theFunctionsVariablesAreThoseOfItsPage() {
        Set<String> ours = firstCodes(Page.of("docs/function.md").rows("variable")).stream()
                .filter(name -> name.startsWith("SLUICE_"))
                .collect(toSet());

        assertThat(ours).isEqualTo(Project.inSources("function", "\"(SLUICE_[A-Z_]+)\""));
    }

    @Test
    void everyAlarmIsExplained() {
        Set<String> documented = firstCodes(Page.of("docs/operations.md").rows("alarm"));

        assertThat(documented)
                .isEqualTo(Project.inFiles("infra/aws/sam", ".yaml", "AlarmName: !Sub \"([^\"]+)\"").stream()
                        .map(name -> name.replace("${Prefix}", "<prefix>").replace("${Cluster}", "<cluster>"))
                        .collect(toSet()));
    }

    @Test
    void theParametersOfTheTemplatesAreThoseOfTheirPage() {
        assertThat(firstCodes(Page.of("docs/deploy-sam.md").rows("parameter", "default", "meaning")))
                .isEqualTo(Project.inFiles("infra/aws/sam", ".yaml", "(?s)\\nParameters:(.*?)\\n[A-Z]").stream()
                        .flatMap(parameters -> Pattern.compile("\\n  (\\w+):")
                                .matcher(parameters)
                                .results())
                        .map(found -> found.group(1))
                        .collect(toSet()));
    }

    @Test
    void theVariablesOfTheModulesAreThoseOfTheirPage() {
        assertThat(firstCodes(Page.of("docs/deploy-terraform.md").rows("variable", "default", "meaning")))
                .isEqualTo(Project.inFiles("infra/aws/terraform/modules", "variables.tf", "variable \"(\\w+)\""));
    }

    @Test
    void theVariablesOfTheTestsAreThoseOfTheirPage() {
        Set<String> documented = firstCodes(Page.of("docs/development.md").rows("variable", "names"));

        assertThat(documented).containsAll(Project.inSources("", "new Tool\\(\\s*\"[a-z-]+\",\\s*\"([A-Z_]+)\"\\)"));
        assertThat(Project.inSources("", "\"([A-Z]+_[A-Z_]+)\"")).containsAll(documented);
    }

    private static Set<String> firstCodes(List<Row> rows) {
        return rows.stream()
                .map(row -> row.cell(0).codes())
                .flatMap(Collection::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Prometheus puts the kind or the unit behind a meter's name. */
    private static String withoutUnit(String name) {
        return name.replaceAll("_(total|seconds)$", "");
    }
}
