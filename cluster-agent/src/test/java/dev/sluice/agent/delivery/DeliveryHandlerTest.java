package dev.sluice.agent.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.AReceiver;
import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.AwsWithFaults;
import dev.sluice.agent.api.ApiServerGate;
import dev.sluice.agent.api.ApiTries;
import dev.sluice.agent.api.SomeObjects;
import dev.sluice.agent.api.Tried;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Planner;
import dev.sluice.agent.plan.Target;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Receivers;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.agent.select.Selector;
import dev.sluice.agent.trigger.SingleFlight;
import dev.sluice.agent.trigger.Trigger;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.KubeParts;
import dev.sluice.event.EventSealer;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.Outcome;
import dev.sluice.queue.QueueMessage;
import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class DeliveryHandlerTest {

    private static final String SOURCE = "/sluice/prod";
    private static final String KEY = "a-key-of-the-seal-0123456789abcdef";
    private static final String OTHER_KEY = "another-key-of-the-seal-0123456789";

    private final AdjustableClock clock = AdjustableClock.anytime();
    private final AwsWithFaults faults = new AwsWithFaults();
    private final SecretsManagerClient secrets =
            faults.secrets(AwsParts.all().getFirst().endpoint());
    private final ReceiverEvents events =
            new ReceiverEvents(KubeParts.all().getFirst().client(), clock);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Map<String, Tried> ends = new HashMap<>();
    private final SomeObjects objects = new SomeObjects();
    private final List<Target> patched = Collections.synchronizedList(new ArrayList<>());
    private Optional<Receiver> receiver = Optional.of(AReceiver.github()
            .resources(ResourceReference.named("GitRepository", "one"), ResourceReference.named("GitRepository", "two"))
            .build());
    private boolean apiAway;
    private String sealName = "";
    private DeliveryHandler handler;

    @BeforeEach
    void wire() {
        sealName = "sluice/c"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "/seal";
        secrets.createSecret(request -> request.name(sealName).secretString(KEY));
        ApiTries tries = new ApiTries(new ApiServerGate(), clock, Duration.ZERO);
        Trigger trigger = new Trigger(
                (target, requestedAt) -> {
                    patched.add(target);
                    ends.getOrDefault(target.name(), Tried.decided(Decision.TRIGGERED))
                            .again();
                },
                tries,
                clock);
        handler = new DeliveryHandler(
                SOURCE,
                new SealKeys(secrets, sealName, clock),
                new OneReceiver(),
                new Planner(false, new Filters()),
                new Triggering(new Selector(objects, tries), new SingleFlight(trigger)),
                new DeliveryWatch(metrics, events, clock));
    }

    private final class OneReceiver implements Receivers {
        @Override
        public List<Receiver> all() {
            return receiver.stream().toList();
        }

        @Override
        public Optional<Receiver> find(ReceiverName name) {
            if (apiAway) {
                throw new KubernetesClientException("away");
            }
            return receiver;
        }
    }

    @AfterEach
    void close() {
        events.close();
        secrets.close();
    }

    @Test
    void anEventTriggersAllItsTargetsAndIsDone() throws Exception {
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
        assertThat(patched).extracting(Target::name).containsExactlyInAnyOrder("one", "two");
        assertThat(count(Decision.TRIGGERED)).isEqualTo(2);
    }

    @Test
    void whatIsDecidedForGoodIsDoneEvenIfNothingWasTriggered() throws Exception {
        ends.put("one", Tried.decided(Decision.OBJECT_NOT_FOUND));
        ends.put("two", Tried.decided(Decision.REFUSED));
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
        receiver = Optional.empty();
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
        assertThat(count(Decision.RECEIVER_GONE)).isEqualTo(1);
    }

    @Test
    void oneTargetThatWasGivenBackBringsTheEventAgain() throws Exception {
        ends.put("two", Tried.failed("500"));
        assertThat(handler.handle(message(KEY))).isInstanceOf(Outcome.Later.class);
        assertThat(count(Decision.TRIGGERED)).isEqualTo(1);
        assertThat(count(Decision.GIVEN_BACK)).isEqualTo(1);
    }

    @Test
    void whatIsGivenBackOftenWaitsLonger() throws Exception {
        ends.put("two", Tried.failed("500"));
        QueueMessage first = message(KEY);
        QueueMessage third = new QueueMessage("id", "receipt", first.body(), first.attributes(), 3, clock.instant());
        QueueMessage last = new QueueMessage("id", "receipt", first.body(), first.attributes(), 1_000, clock.instant());
        assertThat(handler.handle(first)).isEqualTo(new Outcome.Later(Duration.ofSeconds(10)));
        assertThat(handler.handle(third)).isEqualTo(new Outcome.Later(Duration.ofSeconds(30)));
        assertThat(handler.handle(last)).isEqualTo(new Outcome.Later(Duration.ofMinutes(15)));
    }

    @Test
    void whileTheApiCannotSayWhetherTheReceiverExistsTheEventComesAgain() throws Exception {
        apiAway = true;
        assertThat(handler.handle(message(KEY))).isInstanceOf(Outcome.Later.class);
        assertThat(count(Decision.RECEIVER_GONE)).isZero();
    }

    @Test
    void aWrongSealIsPoisonOnlyOnceTheKeysWereReadAgain() throws Exception {
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
        QueueMessage forged = message(OTHER_KEY);
        assertThat(handler.handle(forged)).isEqualTo(new Outcome.Later(SealKeys.SHORTEST_AGE));
        clock.advance(SealKeys.SHORTEST_AGE);
        assertThat(handler.handle(forged)).isEqualTo(new Outcome.Dead("WrongSeal"));
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
    }

    @Test
    void aKeyThatIsNewSinceTheKeysWereReadIsFound() throws Exception {
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
        secrets.putSecretValue(request -> request.secretId(sealName).secretString(OTHER_KEY));
        QueueMessage resealed = message(OTHER_KEY);
        assertThat(handler.handle(resealed)).isEqualTo(new Outcome.Later(SealKeys.SHORTEST_AGE));
        clock.advance(SealKeys.SHORTEST_AGE);
        assertThat(handler.handle(resealed)).isEqualTo(new Outcome.Done());
    }

    @Test
    void aWrongSealIsNoPoisonWhileTheKeysCannotBeReadAgain() throws Exception {
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
        clock.advance(Duration.ofMinutes(1));
        faults.refuseToRead(name -> true);
        assertThat(handler.handle(message(OTHER_KEY))).isInstanceOf(Outcome.Later.class);
        assertThat(handler.handle(message(KEY))).isEqualTo(new Outcome.Done());
    }

    @Test
    void theProvidersRedeliveryTriggersAgain() throws Exception {
        QueueMessage message = message(KEY);
        handler.handle(message);
        handler.handle(message);
        assertThat(patched).hasSize(4);
    }

    private double count(Decision decision) {
        return metrics.find("sluice.decisions").tag("reason", decision.label()).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private QueueMessage message(String key) {
        WebhookEvent event = new WebhookEvent(
                UUID.randomUUID(), SOURCE, AReceiver.NAME, "delivery", "github", "push", clock.instant(), null, null);
        SealedMessage sealed =
                EventSealer.seal(event, Seal.ofText(key), clock.instant(), null).orElseThrow();
        return new QueueMessage("id", "receipt", sealed.body(), sealed.attributes(), 1, clock.instant());
    }
}
