package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.function.lambda.ConformanceCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What notification-controller was measured to do with a webhook that it has verified is done here, too: function, queue,
 * agent and API server together.
 */
class CorpusTest {

    private static final Set<String> GROUPS = Set.of("resources", "filter", "patch", "state");

    private static final Map<KubePart, CorpusRun> RUNS = new HashMap<>();

    static Stream<Arguments> cases() {
        List<ConformanceCase> all = all();
        return KubeParts.all().stream().flatMap(part -> all.stream().map(one -> Arguments.of(part, one)));
    }

    private static List<ConformanceCase> all() {
        return Stream.concat(ConformanceCase.corpus().stream(), ConformanceCase.extra().stream())
                .filter(one -> GROUPS.contains(one.group()))
                .toList();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void whatFluxAnnotatesIsAnnotated(KubePart part, ConformanceCase given) throws Exception {
        part.notRun().ifPresent(Assumptions::abort);
        Assumptions.assumeTrue(
                part.name().equals("embedded") || !given.embeddedOnly(), "the real CRD refuses this Receiver");
        CorpusRun run = RUNS.get(part);
        if (run == null) {
            run = CorpusRun.of(part, all());
            RUNS.put(part, run);
        }
        assertThat(run.status(given)).isEqualTo(given.expected());
        assertThat(run.annotated(given)).isEqualTo(given.expected() == 400 ? Set.of() : given.annotated());
    }

    @Test
    void theCorpusHasCasesThatAnnotateAndCasesThatDoNot() {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(52);
        assertThat(all()).anyMatch(given -> given.annotated().size() > 1);
        assertThat(all())
                .anyMatch(given -> given.expected() == 200 && given.annotated().isEmpty());
    }
}
