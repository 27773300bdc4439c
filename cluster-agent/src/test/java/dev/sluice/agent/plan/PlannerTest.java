package dev.sluice.agent.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.receiver.ResourceReference;
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

    private final Planner planner = new Planner(false);

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
        assertThat(plan(ResourceReference.named(kind, "a")).targets())
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
        assertThat(plan.targets()).isEmpty();
        assertThat(plan.refusals()).containsExactly(new Plan.Refusal(Decision.API_VERSION_MISSING, kind + " a"));
    }

    @Test
    void anApiVersionThatIsGivenGoesBeforeTheDefault() {
        assertThat(plan(reference("GitRepository", "a").apiVersion("source.toolkit.fluxcd.io/v1beta2"))
                        .targets())
                .containsExactly(new Target("source.toolkit.fluxcd.io/v1beta2", "GitRepository", "apps", "a"));
        assertThat(plan(reference("HelmRelease", "a").apiVersion(HELM)).targets())
                .containsExactly(new Target(HELM, "HelmRelease", "apps", "a"));
    }

    @Test
    void theNamespaceIsTheReceiversUnlessAnotherIsGiven() {
        assertThat(plan(
                                reference("GitRepository", "a"),
                                reference("GitRepository", "a").namespace("prod"))
                        .targets())
                .extracting(Target::namespace)
                .containsExactly("apps", "prod");
    }

    @Test
    void crossNamespaceReferencesCanBeDenied() {
        Plan plan = new Planner(true)
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
        assertThat(plan.targets()).extracting(Target::name).containsExactly("own", "named");
        assertThat(plan.refusals())
                .containsExactly(new Plan.Refusal(Decision.CROSS_NAMESPACE_DENIED, "GitRepository prod/other"));
    }

    @Test
    void aStarWithoutMatchLabelsIsAnErrorAndDoesNotMeanAll() {
        assertThat(plan(reference("GitRepository", "*")).refusals())
                .containsExactly(new Plan.Refusal(Decision.MATCH_LABELS_MISSING, "GitRepository *"));
    }

    @Test
    void whatThisVersionCannotDoIsToldAndNothingIsTriggeredInItsStead() {
        assertThat(plan(reference("GitRepository", "*").matchLabels(Map.of()))).satisfies(PlannerTest::isNotSupported);
        assertThat(plan(reference("GitRepository", "a").filter("req.ok == true")))
                .satisfies(PlannerTest::isNotSupported);
        assertThat(planner.plan(Optional.of(AReceiver.github()
                        .resources(ResourceReference.named("GitRepository", "a"))
                        .resourceFilter("req.ok == true")
                        .build())))
                .satisfies(PlannerTest::isNotSupported);
    }

    @Test
    void labelsBesideANameAreIgnored() {
        assertThat(plan(reference("GitRepository", "a").matchLabels(Map.of("team", "b")))
                        .targets())
                .containsExactly(new Target(SOURCE, "GitRepository", "apps", "a"));
    }

    @Test
    void oneRefusalDoesNotHoldUpTheOthers() {
        Plan plan = plan(
                reference("GitRepository", "first"),
                reference("Kustomization", "apps"),
                reference("GitRepository", "*"),
                reference("GitRepository", "last"));
        assertThat(plan.targets()).extracting(Target::name).containsExactly("first", "last");
        assertThat(plan.refusals())
                .extracting(Plan.Refusal::decision)
                .containsExactly(Decision.API_VERSION_MISSING, Decision.MATCH_LABELS_MISSING);
    }

    @Test
    void theSameObjectTwiceIsTriggeredOnce() {
        assertThat(plan(
                                reference("GitRepository", "a"),
                                reference("GitRepository", "b"),
                                reference("GitRepository", "a")
                                        .namespace("apps")
                                        .apiVersion(SOURCE))
                        .targets())
                .extracting(Target::name)
                .containsExactly("a", "b");
    }

    @Test
    void noResourcesIsAPlanForNothing() {
        assertThat(plan()).isEqualTo(new Plan(List.of(), List.of()));
    }

    @Test
    void anEventWhoseReceiverIsGoneOrSuspendedIsForNothing() {
        assertThat(planner.plan(Optional.empty()).refusals())
                .extracting(Plan.Refusal::decision)
                .containsExactly(Decision.RECEIVER_GONE);
        Plan suspended = planner.plan(Optional.of(AReceiver.github()
                .resources(ResourceReference.named("GitRepository", "a"))
                .suspended()
                .build()));
        assertThat(suspended.targets()).isEmpty();
        assertThat(suspended.refusals())
                .extracting(Plan.Refusal::decision)
                .containsExactly(Decision.RECEIVER_SUSPENDED);
    }

    @Test
    void anEventThatWasAcceptedIsActedOnEvenIfItsReceiverIsNotReadyForAMoment() {
        assertThat(planner.plan(Optional.of(AReceiver.github()
                                .resources(ResourceReference.named("GitRepository", "a"))
                                .notReady()
                                .build()))
                        .targets())
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

    private static void isNotSupported(Plan plan) {
        assertThat(plan.targets()).isEmpty();
        assertThat(plan.refusals()).extracting(Plan.Refusal::decision).containsExactly(Decision.NOT_SUPPORTED);
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
