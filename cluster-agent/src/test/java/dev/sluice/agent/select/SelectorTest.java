package dev.sluice.agent.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.AReceiver;
import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.api.QuickTries;
import dev.sluice.agent.api.SomeObjects;
import dev.sluice.agent.api.Tried;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.plan.Target;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.Filter;
import dev.sluice.event.WebhookEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectorTest {

    private static final String SOURCE = "source.toolkit.fluxcd.io/v1";

    private final AdjustableClock clock = AdjustableClock.anytime();
    private final Filters filters = new Filters();
    private final SomeObjects objects = new SomeObjects();
    private final Selector selector = new Selector(objects, QuickTries.of(clock, Duration.ofMinutes(1)));

    @Test
    void aNameWithoutAFilterIsTheTargetAndNothingIsRead() throws Exception {
        assertThat(select(named("a"), "{}")).isEqualTo(new Selected(List.of(target("a")), List.of()));
        assertThat(objects.reads).isEmpty();
    }

    @Test
    void aFilterSeesTheRequestAndTheObject() throws Exception {
        objects.add(target("a"), "blue");
        Selection blue = named("a", "req.team == res.metadata.labels.team", "res.kind == 'GitRepository'");
        assertThat(select(blue, "{\"team\":\"blue\"}").targets()).containsExactly(target("a"));
        assertThat(select(blue, "{\"team\":\"red\"}"))
                .isEqualTo(new Selected(List.of(), List.of(new Finding(Decision.FILTERED, "GitRepository apps/a"))));
    }

    @Test
    void theSecondFilterIsNotAskedWhenTheFirstDoesNotAccept() throws Exception {
        objects.add(target("a"), "blue");
        assertThat(select(named("a", "false", "req.missing == 1"), "{}").findings())
                .extracting(Finding::decision)
                .containsExactly(Decision.FILTERED);
        assertThat(select(named("a", "true", "req.missing == 1"), "{}").findings())
                .extracting(Finding::decision)
                .containsExactly(Decision.FILTER_FAILED);
    }

    @Test
    void anObjectThatIsMissingIsNotFoundWhateverItsFilterSays() throws Exception {
        assertThat(select(named("nobody", "false"), "{}").findings())
                .containsExactly(new Finding(Decision.OBJECT_NOT_FOUND, "GitRepository apps/nobody"));
    }

    @Test
    void aFilterThatFailsSaysWhereAndShowsNothingOfThePayload() throws Exception {
        objects.add(target("a"), "blue");
        assertThat(select(named("a", "req.ref.startsWith('x')"), "{\"secret\":\"s3cret\"}")
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.decision()).isEqualTo(Decision.FILTER_FAILED))
                .satisfies(finding -> assertThat(finding.what())
                        .startsWith("GitRepository apps/a: ")
                        .endsWith("no such key")
                        .doesNotContain("s3cret"));
    }

    @Test
    void allOfAListThatAreAcceptedAreTargetsAndTheOthersAreCounted() throws Exception {
        objects.add(target("a"), "blue");
        objects.add(target("b"), "red");
        objects.add(target("c"), "blue");
        objects.add(target("d"), "red");
        assertThat(select(labelled("res.metadata.labels.team == 'blue'"), "{}"))
                .isEqualTo(new Selected(
                        List.of(target("a"), target("c")),
                        List.of(new Finding(Decision.FILTERED, "GitRepository apps/* (2 objects)"))));
        assertThat(select(labelled(), "{}").targets()).hasSize(4);
    }

    @Test
    void anEmptyListIsNoMatch() throws Exception {
        assertThat(select(labelled("true"), "{}").findings())
                .containsExactly(new Finding(Decision.NO_MATCH, "GitRepository apps/*"));
    }

    @Test
    void aFilterThatFailsEndsItsListAndWhatWasAcceptedBeforeStays() throws Exception {
        objects.add(target("a"), "blue");
        objects.add(target("b"), "fails");
        objects.add(target("c"), "blue");
        Selected selected = select(labelled("res.metadata.labels.team == 'blue' || req.missing"), "{}");
        assertThat(selected.targets()).containsExactly(target("a"));
        assertThat(selected.findings()).extracting(Finding::decision).containsExactly(Decision.FILTER_FAILED);
        assertThat(selected.findings().getFirst().what()).startsWith("GitRepository apps/b: ");
    }

    @Test
    void anEventThatWasAcceptedBeforeThereWasAFilterIsActedOnWithoutIt() throws Exception {
        objects.add(target("a"), "blue");
        assertThat(select(named("a", "false"), null).targets()).containsExactly(target("a"));
        assertThat(select(labelled("false"), null).targets()).containsExactly(target("a"));
    }

    @Test
    void aListThatBreaksOffIsReadAgainFromItsStartAndNothingComesTwice() throws Exception {
        for (String name : List.of("a", "b", "c", "d")) {
            objects.add(target(name), "blue");
        }
        objects.ends.add(Tried.failed("410"));
        objects.ends.add(Tried.away("503"));
        assertThat(select(labelled("true"), "{}").targets())
                .extracting(Target::name)
                .containsExactly("a", "b", "c", "d");
        assertThat(objects.reads).hasSize(3);
    }

    @Test
    void aReadThatNeverSucceedsGivesTheEventBack() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            objects.ends.add(Tried.failed("500"));
        }
        assertThat(select(named("a", "true"), "{}").findings())
                .containsExactly(new Finding(Decision.GIVEN_BACK, "GitRepository apps/a"));
    }

    @Test
    void whatMayNotBeReadIsForbidden() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            objects.ends.add(Tried.decided(Decision.FORBIDDEN));
        }
        assertThat(select(labelled(), "{}").findings())
                .containsExactly(new Finding(Decision.FORBIDDEN, "GitRepository apps/*"));
    }

    private Selected select(Selection selection, @Nullable String request) throws Exception {
        return selector.select(
                selection,
                new WebhookEvent(
                        UUID.randomUUID(),
                        "/sluice/prod",
                        AReceiver.NAME,
                        "delivery",
                        "github",
                        "push",
                        clock.instant(),
                        request == null ? null : json(request),
                        null));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }

    private Selection named(String name, String... expressions) {
        return new Selection.Named(target(name), compiled(expressions));
    }

    private Selection labelled(String... expressions) {
        return new Selection.Labelled(SOURCE, "GitRepository", "apps", Map.of(), compiled(expressions));
    }

    private List<Filter> compiled(String... expressions) {
        return Arrays.stream(expressions)
                .map(expression -> filters.compile(AReceiver.github().build(), expression)
                                instanceof Compilation.Compiled(Filter filter)
                        ? filter
                        : fail("it does not compile: " + expression))
                .toList();
    }

    private static Target target(String name) {
        return new Target(SOURCE, "GitRepository", "apps", name);
    }
}
