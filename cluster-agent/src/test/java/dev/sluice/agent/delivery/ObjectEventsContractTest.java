package dev.sluice.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.Eventually;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.KubePart;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
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
class ObjectEventsContractTest {

    private final KubePart part;
    private final AdjustableClock clock = AdjustableClock.anytime();
    private FluxNamespace namespace;
    private ObjectEvents events;

    @SuppressWarnings("NullAway.Init") // in connect()
    ObjectEventsContractTest(KubePart part) {
        this.part = part;
    }

    @BeforeEach
    void connect() {
        part.notRun().ifPresent(Assumptions::abort);
        namespace = new FluxNamespace(part.client());
        events = new ObjectEvents(part.client(), clock);
    }

    @AfterEach
    void close() {
        if (events != null) {
            events.close();
        }
    }

    @Test
    void aWarningIsAnEventOnTheReceiver() throws Exception {
        Receiver receiver = receiver("hook");
        events.warn(EventSubject.of(receiver), "ObjectNotFound", "GitRepository apps/app, delivery 72d3162e");
        Eventually.holds(() -> assertThat(written(receiver)).hasSize(1));
        Event event = written(receiver).getFirst();
        assertThat(event.getType()).isEqualTo("Warning");
        assertThat(event.getReason()).isEqualTo("ObjectNotFound");
        assertThat(event.getMessage()).isEqualTo("GitRepository apps/app, delivery 72d3162e");
        assertThat(event.getCount()).isEqualTo(1);
        assertThat(event.getInvolvedObject().getKind()).isEqualTo("Receiver");
        assertThat(event.getInvolvedObject().getApiVersion()).isEqualTo("notification.toolkit.fluxcd.io/v1");
        assertThat(event.getInvolvedObject().getUid()).isEqualTo(receiver.uid());
        assertThat(event.getSource().getComponent()).isEqualTo("sluice-agent");
        assertThat(event.getLastTimestamp()).startsWith("2026-11-20T10:00:00");
    }

    @Test
    void aReceiverAndAReasonAreToldOnceAMinuteWithTheCountOfWhatThatStandsFor() throws Exception {
        Receiver receiver = receiver("hook");
        for (int i = 0; i < 5; i++) {
            events.warn(EventSubject.of(receiver), "ObjectNotFound", "warning " + i);
        }
        clock.advance(Duration.ofSeconds(59));
        events.warn(EventSubject.of(receiver), "ObjectNotFound", "warning 5");
        clock.advance(Duration.ofSeconds(1));
        events.warn(EventSubject.of(receiver), "ObjectNotFound", "warning 6");
        Eventually.holds(() -> assertThat(written(receiver)).hasSize(2));
        assertThat(written(receiver))
                .extracting(Event::getMessage, Event::getCount)
                .containsExactlyInAnyOrder(tuple("warning 0", 1), tuple("warning 6", 6));
    }

    @Test
    void otherReasonsAndOtherReceiversDoNotWait() throws Exception {
        Receiver one = receiver("one");
        Receiver two = receiver("two");
        events.warn(EventSubject.of(one), "ObjectNotFound", "m");
        events.warn(EventSubject.of(one), "KindUnknown", "m");
        events.warn(EventSubject.of(two), "ObjectNotFound", "m");
        Eventually.holds(() -> {
            assertThat(written(one))
                    .extracting(Event::getReason)
                    .containsExactlyInAnyOrder("ObjectNotFound", "KindUnknown");
            assertThat(written(two)).extracting(Event::getReason).containsExactly("ObjectNotFound");
        });
    }

    @Test
    void aReceiverWithTheLongestNameCanBeTold() throws Exception {
        Receiver receiver = receiver("a" + ".bcdefghi".repeat(28));
        events.warn(EventSubject.of(receiver), "ObjectNotFound", "m");
        Eventually.holds(() -> assertThat(written(receiver)).hasSize(1));
    }

    @Test
    void anApiServerThatIsAwayCostsTheEventAndNothingElse() throws Exception {
        Receiver receiver = receiver("hook");
        try (FaultProxy proxy = FaultProxy.to(URI.create(part.config().getMasterUrl()));
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(part.config())
                                .withMasterUrl(proxy.uri().toString())
                                .withRequestRetryBackoffLimit(0)
                                .build())
                        .build();
                ObjectEvents viaProxy = new ObjectEvents(client, clock)) {
            proxy.down();
            // far more than are kept
            for (int i = 0; i < 500; i++) {
                viaProxy.warn(EventSubject.of(receiver), "Reason" + i, "lost");
            }
            Eventually.isTrue("all are given up", () -> viaProxy.waiting() == 0);
            proxy.up();
            viaProxy.warn(EventSubject.of(receiver), "Later", "told");
            Eventually.holds(() ->
                    assertThat(written(receiver)).extracting(Event::getReason).contains("Later"));
        }
    }

    private List<Event> written(Receiver receiver) {
        return namespace.events(receiver.name());
    }

    private Receiver receiver(String name) {
        namespace.receiver(name, Map.of(), "token", List.of());
        return AReceiver.github().named(namespace.name(), name).build();
    }
}
