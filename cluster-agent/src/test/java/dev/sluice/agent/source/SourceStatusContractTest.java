package dev.sluice.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.RecordedRequests;
import dev.sluice.agent.SluiceCrds;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.KubePart;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.KubeParts#all")
class SourceStatusContractTest {

    private static final SourceState READY = new SourceState.Ready("polls the queue");
    private static final SourceState RETRYING = new SourceState.Retrying("QueueMissing", "The queue q does not exist.");
    private static final SourceState STALLED = new SourceState.Stalled("InvalidFilter", "resourceFilter: no bool");

    private final KubePart part;
    private final AdjustableClock clock = AdjustableClock.anytime();
    private final RecordedRequests requests = new RecordedRequests();
    private FluxNamespace namespace;
    private KubernetesClient client;
    private SourceStatus status;

    @SuppressWarnings("NullAway.Init") // in connect()
    SourceStatusContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        SluiceCrds.serve(part);
        namespace = new FluxNamespace(part.client());
        client = requests.client(part.config());
        status = new SourceStatus(client, clock);
        create();
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void aNewSourceHasNoStandingAndReadsAsItWasWritten() {
        SqsEventSource source = source();
        assertThat(source.standing()).isEqualTo(SourceStanding.NONE);
        assertThat(source.queueName()).isEqualTo("sluice-prod-events-apps-images");
        assertThat(source.events()).containsExactly("ECR Image Action");
        assertThat(source.resources().getFirst().matchLabels()).contains(Map.of());
    }

    @Test
    void readyIsOneConditionAndTheGenerationIsObserved() {
        status.write(source(), READY);
        assertThat(source().standing())
                .isEqualTo(new SourceStanding(
                        source().generation(),
                        SourceStanding.NONE.lastEventTime(),
                        SourceStanding.NONE.lastHandledReconcileAt(),
                        List.of(new SourceCondition(
                                "Ready", "True", "Succeeded", "polls the queue", source().generation(), now()))));
    }

    @Test
    void whileItIsTriedAgainItIsReconcilingAndTheGenerationIsNotYetObserved() {
        status.write(source(), RETRYING);
        assertThat(source().standing().observedGeneration()).isEqualTo(-1);
        assertThat(source().standing().conditions())
                .extracting(
                        SourceCondition::type,
                        SourceCondition::status,
                        SourceCondition::reason,
                        SourceCondition::message)
                .containsExactlyInAnyOrder(
                        tuple("Ready", "False", "QueueMissing", "The queue q does not exist."),
                        tuple("Reconciling", "True", "ProgressingWithRetry", "The queue q does not exist."));
    }

    @Test
    void whatNeedsAnEditIsStalledAndNoLongerReconciling() {
        status.write(source(), RETRYING);
        status.write(source(), STALLED);
        assertThat(source().standing().observedGeneration()).isEqualTo(source().generation());
        assertThat(source().standing().conditions())
                .extracting(
                        SourceCondition::type,
                        SourceCondition::status,
                        SourceCondition::reason,
                        SourceCondition::message)
                .containsExactlyInAnyOrder(
                        tuple("Ready", "False", "InvalidFilter", "resourceFilter: no bool"),
                        tuple("Stalled", "True", "InvalidFilter", "resourceFilter: no bool"));
        status.write(source(), READY);
        assertThat(source().standing().conditions())
                .extracting(SourceCondition::type)
                .containsExactly("Ready");
    }

    @Test
    void theTransitionTimeIsThatOfTheStatusNotOfTheReason() {
        Instant failed = now();
        status.write(source(), RETRYING);
        clock.advance(Duration.ofMinutes(5));
        status.write(source(), new SourceState.Retrying("AccessDenied", "Forbidden."));
        assertThat(ready().reason()).isEqualTo("AccessDenied");
        assertThat(ready().lastTransitionTime()).isEqualTo(failed);
        status.write(source(), READY);
        assertThat(ready().lastTransitionTime()).isEqualTo(now()).isNotEqualTo(failed);
    }

    @Test
    void whatTheStatusSaysAlreadyIsNotWritten() {
        for (SourceState state : List.of(READY, RETRYING, STALLED)) {
            status.write(source(), state);
            int before = requests.paths().size();
            clock.advance(Duration.ofMinutes(5));
            status.write(source(), state);
            assertThat(requests.paths()).hasSize(before);
        }
        assertThat(requests.paths()).hasSize(3).allMatch(path -> path.endsWith("/status"));
    }

    @Test
    void aReconcileRequestIsAnsweredOnceItIsActedOn() {
        status.write(source(), READY);
        annotate(Map.of("reconcile.fluxcd.io/requestedAt", "now-please"));
        assertThat(source().standing().lastHandledReconcileAt()).isEmpty();
        status.write(source(), READY);
        assertThat(source().standing().lastHandledReconcileAt()).contains("now-please");
        annotate(Map.of());
        status.write(source(), STALLED);
        assertThat(source().standing().lastHandledReconcileAt()).contains("now-please");
    }

    @Test
    void aSuspendedSourceKeepsItsStatus() {
        status.write(source(), READY);
        SourceStanding before = source().standing();
        resource().edit(r -> {
            r.setSpec(new SqsEventSourceResource.Spec(
                    r.getSpec().queue(), null, null, r.getSpec().resources(), null, true));
            return r;
        });
        status.write(source(), STALLED);
        assertThat(source().suspended()).isTrue();
        assertThat(source().standing()).isEqualTo(before);
    }

    @Test
    void ofAnOlderViewItIsWrittenUnlessTheSpecHasChanged() {
        SqsEventSource old = source();
        status.received(old, clock.instant());
        status.write(old, READY);
        assertThat(ready().status()).isEqualTo("True");
        resource().edit(r -> {
            r.setSpec(new SqsEventSourceResource.Spec(
                    new SqsEventSourceResource.Queue("other", null),
                    null,
                    null,
                    r.getSpec().resources(),
                    null,
                    null));
            return r;
        });
        assertThat(source().generation()).isGreaterThan(old.generation());
        status.write(old, STALLED);
        assertThat(ready().status()).isEqualTo("True");
    }

    @Test
    void conditionsOfOthersStay() {
        SourceCondition other = new SourceCondition("Audited", "True", "ByHand", "", 0, now());
        resource().subresource("status").edit(r -> {
            r.setStatus(new SqsEventSourceResource.Status(
                    List.of(new SqsEventSourceResource.Condition(
                            "Audited", "True", "ByHand", "", 0L, now().toString())),
                    null,
                    null,
                    null));
            return r;
        });
        status.write(source(), READY);
        assertThat(source().standing().conditions()).hasSize(2).contains(other);
    }

    @Test
    void aLongMessageIsCut() {
        status.write(source(), new SourceState.Stalled("InvalidFilter", "x".repeat(5_000)));
        assertThat(ready().message()).isEqualTo("x".repeat(1_024));
    }

    @Test
    void theTimeOfTheLastEventIsWrittenOnceAMinuteAndLeavesTheConditions() {
        status.write(source(), READY);
        SqsEventSource seen = source();
        Instant first = now();
        status.received(seen, clock.instant());
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(10));
            status.received(seen, clock.instant());
        }
        assertThat(source().standing().lastEventTime()).contains(first);
        clock.advance(Duration.ofSeconds(10));
        status.received(seen, clock.instant());
        assertThat(source().standing().lastEventTime()).contains(now());
        // another replica
        new SourceStatus(client, clock).received(source(), clock.instant().plusSeconds(30));
        assertThat(source().standing().lastEventTime()).contains(now());
        assertThat(ready().status()).isEqualTo("True");
        assertThat(requests.paths()).hasSize(3);
    }

    @Test
    void anApiServerThatIsAwayIsTriedAgainByTheNextCall() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(URI.create(part.config().getMasterUrl()));
                KubernetesClient viaProxy = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(part.config())
                                .withMasterUrl(proxy.uri().toString())
                                .withRequestRetryBackoffLimit(0)
                                .build())
                        .build()) {
            SourceStatus away = new SourceStatus(viaProxy, clock);
            proxy.down();
            away.write(source(), READY);
            away.received(source(), clock.instant());
            assertThat(source().standing()).isEqualTo(SourceStanding.NONE);
            proxy.up();
            away.write(source(), READY);
            assertThat(ready().status()).isEqualTo("True");
        }
    }

    private void create() {
        namespace.eventSource(
                "images",
                "sluice-prod-events-apps-images",
                Map.of(
                        "events",
                        List.of("ECR Image Action"),
                        "resources",
                        List.of(Map.of("kind", "ImageRepository", "name", "*", "matchLabels", Map.of()))));
    }

    /** Gives it those annotations. */
    private void annotate(Map<String, String> annotations) {
        resource().edit(r -> {
            r.getMetadata().setAnnotations(annotations);
            return r;
        });
    }

    private SqsEventSource source() {
        return SqsEventSourceReader.read(resource().get());
    }

    private SourceCondition ready() {
        return source().standing().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .findFirst()
                .orElseThrow();
    }

    private Resource<SqsEventSourceResource> resource() {
        return part.client()
                .resources(SqsEventSourceResource.class)
                .inNamespace(namespace.name())
                .withName("images");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
