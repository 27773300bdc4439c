package dev.sluice.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.cel.Compilation;
import dev.sluice.cel.Filter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {

    private static final String SOURCE = "source.toolkit.fluxcd.io/v1";
    private static final String HELM = "helm.toolkit.fluxcd.io/v2";

    private final Filters filters = new Filters();
    private final Planner planner = new Planner(false, filters);

    @ParameterizedTest
    @CsvSource({
        "GitRepository,     source.toolkit.fluxcd.io/v1",
        "OCIRepository,     source.toolkit.fluxcd.io/v1",
        "Bucket,            source.toolkit.fluxcd.io/v1",
        "HelmRepository,    source.toolkit.fluxcd.io/v1",
        "HelmChart,         source.toolkit.fluxcd.io/v1",
        "ImageRepository,   image.toolkit.fluxcd.io/v1",
        "ArtifactGenerator, source.extensions.fluxcd.io/v1beta1",
    })
    void aKindHasTheDefaultApiVersionThatFluxGivesIt(String kind, String apiVersion) {
        assertThat(targets(plan(ResourceReference.named(kind, "a"))))
                .containsExactly(new Target(apiVersion, kind, "apps", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kustomization",
                "HelmRelease",
                "ImagePolicy",
                "ImageUpdateAutomation",
                "ExternalArtifact",
                "ResourceSet",
                "ResourceSetInputProvider",
                "FluxInstance",
                "gitrepository",
            })
    void everyOtherKindNeedsAnApiVersion(String kind) {
        Plan plan = plan(ResourceReference.named(kind, "a"));
        assertThat(targets(plan)).isEmpty();
        assertThat(plan.refusals()).containsExactly(new Finding(Decision.API_VERSION_MISSING, kind + " a"));
    }

    @Test
    void anApiVersionThatIsGivenGoesBeforeTheDefault() {
        assertThat(targets(plan(reference("GitRepository", "a").apiVersion("source.toolkit.fluxcd.io/v1beta2"))))
                .containsExactly(new Target("source.toolkit.fluxcd.io/v1beta2", "GitRepository", "apps", "a"));
        assertThat(targets(plan(reference("HelmRelease", "a").apiVersion(HELM))))
                .containsExactly(new Target(HELM, "HelmRelease", "apps", "a"));
    }

    @Test
    void theNamespaceIsTheReceiversUnlessAnotherIsGiven() {
        assertThat(targets(plan(
                        reference("GitRepository", "a"),
                        reference("GitRepository", "a").namespace("prod"))))
                .extracting(Target::namespace)
                .containsExactly("apps", "prod");
    }

    @Test
    void crossNamespaceReferencesCanBeDenied() {
        Plan plan = new Planner(true, new Filters())
                .plan(Optional.of(AReceiver.github()
                        .resources(
                                reference("GitRepository", "own").build(),
                                reference("GitRepository", "named")
                                        .namespace("apps")
                                        .build(),
                                reference("GitRepository", "other")
                                        .namespace("prod")
                                        .build())
                        .build()));
        assertThat(targets(plan)).extracting(Target::name).containsExactly("own", "named");
        assertThat(plan.refusals())
                .containsExactly(new Finding(Decision.CROSS_NAMESPACE_DENIED, "GitRepository prod/other"));
    }

    @Test
    void aStarWithoutMatchLabelsIsAnErrorAndDoesNotMeanAll() {
        assertThat(plan(reference("GitRepository", "*")).refusals())
                .containsExactly(new Finding(Decision.MATCH_LABELS_MISSING, "GitRepository *"));
    }

    @Test
    void aStarWithMatchLabelsSelectsByThemAndEmptyOnesSelectAll() {
        assertThat(plan(
                                reference("GitRepository", "*").matchLabels(Map.of("team", "a")),
                                reference("HelmRepository", "*")
                                        .namespace("prod")
                                        .matchLabels(Map.of()))
                        .selections())
                .containsExactly(
                        new Selection.Labelled(SOURCE, "GitRepository", "apps", Map.of("team", "a"), List.of()),
                        new Selection.Labelled(SOURCE, "HelmRepository", "prod", Map.of(), List.of()));
    }

    @Test
    void theReceiversFilterStandsBeforeTheEntrysOwn() {
        Plan plan = planner.plan(Optional.of(AReceiver.github()
                .resources(
                        reference("GitRepository", "both").filter("req.b == 1").build(),
                        reference("GitRepository", "one").build())
                .resourceFilter("req.a == 1")
                .build()));
        Filter first = filter("req.a == 1");
        assertThat(plan.selections())
                .containsExactly(
                        new Selection.Named(
                                new Target(SOURCE, "GitRepository", "apps", "both"),
                                List.of(first, filter("req.b == 1"))),
                        new Selection.Named(new Target(SOURCE, "GitRepository", "apps", "one"), List.of(first)));
    }

    @Test
    void aFilterIsCompiledOnceHoweverOftenItIsUsed() {
        assertThat(filter("req.x == 'y'")).isSameAs(filter("req.x == 'y'"));
    }

    @Test
    void oneFilterThatDoesNotCompileHoldsUpAllAsInFlux() {
        Plan plan = plan(
                reference("GitRepository", "first"),
                reference("GitRepository", "second").filter("requrest.x == 1"));
        assertThat(plan.selections()).isEmpty();
        assertThat(plan.refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.decision()).isEqualTo(Decision.INVALID_FILTER))
                .satisfies(refusal -> assertThat(refusal.what()).contains("undeclared reference to 'requrest'"));
    }

    @Test
    void onlyGenericOidcHasClaims() {
        ResourceReference reference =
                reference("GitRepository", "a").filter("claims.sub == 'x'").build();
        assertThat(plan(reference).refusals()).extracting(Finding::decision).containsExactly(Decision.INVALID_FILTER);
        assertThat(planner.plan(Optional.of(AReceiver.ofType("generic-oidc")
                                .resources(reference)
                                .build()))
                        .selections())
                .hasSize(1);
    }

    @Test
    void labelsBesideANameAreIgnored() {
        assertThat(targets(plan(reference("GitRepository", "a").matchLabels(Map.of("team", "b")))))
                .containsExactly(new Target(SOURCE, "GitRepository", "apps", "a"));
    }

    @Test
    void oneRefusalDoesNotHoldUpTheOthers() {
        Plan plan = plan(
                reference("GitRepository", "first"),
                reference("Kustomization", "apps"),
                reference("GitRepository", "*"),
                reference("GitRepository", "last"));
        assertThat(targets(plan)).extracting(Target::name).containsExactly("first", "last");
        assertThat(plan.refusals())
                .extracting(Finding::decision)
                .containsExactly(Decision.API_VERSION_MISSING, Decision.MATCH_LABELS_MISSING);
    }

    @Test
    void theSameObjectTwiceIsTriggeredOnce() {
        assertThat(targets(plan(
                        reference("GitRepository", "a"),
                        reference("GitRepository", "b"),
                        reference("GitRepository", "a").namespace("apps").apiVersion(SOURCE))))
                .extracting(Target::name)
                .containsExactly("a", "b");
    }

    @Test
    void noResourcesIsAPlanForNothing() {
        assertThat(plan()).isEqualTo(new Plan(List.of(), List.of(new Finding(Decision.NO_RESOURCES, "the Receiver"))));
    }

    @Test
    void anEventWhoseReceiverIsGoneOrSuspendedIsForNothing() {
        assertThat(planner.plan(Optional.empty()).refusals())
                .extracting(Finding::decision)
                .containsExactly(Decision.RECEIVER_GONE);
        Plan suspended = planner.plan(Optional.of(AReceiver.github()
                .resources(ResourceReference.named("GitRepository", "a"))
                .suspended()
                .build()));
        assertThat(targets(suspended)).isEmpty();
        assertThat(suspended.refusals()).extracting(Finding::decision).containsExactly(Decision.RECEIVER_SUSPENDED);
    }

    @Test
    void anEventThatWasAcceptedIsActedOnEvenIfItsReceiverIsNotReadyForAMoment() {
        assertThat(targets(planner.plan(Optional.of(AReceiver.github()
                        .resources(ResourceReference.named("GitRepository", "a"))
                        .notReady()
                        .build()))))
                .hasSize(1);
    }

    private Plan plan(Reference... references) {
        return planner.plan(Optional.of(AReceiver.github()
                .resources(Arrays.stream(references).map(Reference::build).toArray(ResourceReference[]::new))
                .build()));
    }

    private Plan plan(ResourceReference reference) {
        return planner.plan(Optional.of(AReceiver.github().resources(reference).build()));
    }

    private Filter filter(String expression) {
        return filters.compile(AReceiver.github().build(), expression) instanceof Compilation.Compiled(Filter filter)
                ? filter
                : fail("it does not compile");
    }

    private static List<Target> targets(Plan plan) {
        return plan.selections().stream()
                .map(selection -> ((Selection.Named) selection).target())
                .toList();
    }

    private static Reference reference(String kind, String name) {
        return new Reference(ResourceReference.named(kind, name));
    }

    private record Reference(ResourceReference build) {
        Reference apiVersion(String apiVersion) {
            return new Reference(new ResourceReference(
                    Optional.of(apiVersion),
                    build.kind(),
                    build.name(),
                    build.namespace(),
                    build.matchLabels(),
                    build.filter()));
        }

        Reference namespace(String namespace) {
            return new Reference(new ResourceReference(
                    build.apiVersion(),
                    build.kind(),
                    build.name(),
                    Optional.of(namespace),
                    build.matchLabels(),
                    build.filter()));
        }

        Reference matchLabels(Map<String, String> labels) {
            return new Reference(new ResourceReference(
                    build.apiVersion(),
                    build.kind(),
                    build.name(),
                    build.namespace(),
                    Optional.of(labels),
                    build.filter()));
        }

        Reference filter(String filter) {
            return new Reference(new ResourceReference(
                    build.apiVersion(),
                    build.kind(),
                    build.name(),
                    build.namespace(),
                    build.matchLabels(),
                    Optional.of(filter)));
        }
    }
}
