package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.publish.TokenMode;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.event.EventJson;
import dev.sluice.event.EventSealer;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole agent, between an AWS and a Kubernetes in this JVM. */
class AgentTest {

    private static final String TOKEN = "s3cret-of-the-webhook";

    private static EmbeddedAws aws;

    @RegisterExtension
    final Secrecy secrecy = new Secrecy();

    // its own for each test: an agent sees the Receivers of all namespaces
    private EmbeddedKube kube;
    private Installation installation;
    private FluxNamespace namespace;
    private ReceiverName receiver;

    @BeforeAll
    static void startAws() {
        aws = EmbeddedAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void install() {
        kube = EmbeddedKube.start();
        installation = new Installation(aws, kube.client(), new FluxNamespace(kube.client()));
        namespace = installation.namespace;
        namespace.token("token", secrecy.token(TOKEN));
        receiver = namespace.receiver("hook", "token", "app");
        namespace.reconciled(receiver, TOKEN);
        namespace.gitRepository("app");
        secrecy.path(TOKEN, receiver);
        secrecy.token(Installation.KEY);
    }

    @AfterEach
    void uninstall() {
        assertThat(kube.client().v1().events().inAnyNamespace().list().toString() + installation.scrapes())
                .doesNotContain(TOKEN, secrecy.path(TOKEN, receiver), Installation.KEY);
        installation.close();
        kube.close();
    }

    @Test
    void withExternalTokensNoSecretIsAskedFor() throws Exception {
        RecordedRequests requests = new RecordedRequests();
        try (KubernetesClient recorded = requests.client(kube.config())) {
            Agent agent = installation.agent(recorded, TokenMode.EXTERNAL);
            Eventually.isTrue("published", () -> installation.isPublished(receiver));
            assertThat(installation.table().orElseThrow().routes())
                    .singleElement()
                    .satisfies(route -> {
                        assertThat(route.external()).isEqualTo(new ExternalToken("token", Duration.ofHours(1)));
                        assertThat(route.credentials()).isEmpty();
                    });
            installation.send(receiver);
            Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
            agent.close();
        }
        assertThat(requests.paths())
                .anyMatch(path -> path.endsWith("/gitrepositories/app"))
                .noneMatch(path -> path.contains("/secrets"));
    }

    @Test
    void anEventTriggersItsGitRepositoryAndIsDeleted() throws Exception {
        Agent agent = installation.agent();
        installation.send(receiver);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app"))
                .hasValueSatisfying(value ->
                        assertThat(Instant.parse(value)).isBetween(Instant.now().minusSeconds(60), Instant.now())));
        Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
        assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"Triggered\"}"))
                .isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_webhook_age_seconds_count"))
                .isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_messages_received_total")).isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_api_server_open")).isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_oldest_message_age_seconds"))
                .isPositive();
        Eventually.isTrue(
                "the queue's depth is told",
                () -> installation.get(agent, "/metrics").body().contains("sluice_dead_letter_queue_messages 0.0"));
        assertThat(installation.deadLetters()).isEmpty();
        assertThat(secrecy.lines())
                .anyMatch(line -> line.startsWith("delivery handled")
                        && line.contains("receiver=" + receiver)
                        && line.contains("decisions=Triggered GitRepository " + namespace.name() + "/app"));
    }

    @Test
    void theReceiversRouteIsPublished() throws Exception {
        installation.agent();
        Eventually.isTrue("published", () -> installation.isPublished(receiver));
        Route route = installation.table().orElseThrow().routes().stream()
                .filter(r -> r.receiver().equals(receiver))
                .findFirst()
                .orElseThrow();
        assertThat(route.path()).isEqualTo(secrecy.path(TOKEN, receiver));
        assertThat(route.events()).containsExactly("ping", "push");
    }

    @Test
    void onlyReceiversOfTheSelectorArePublishedButWhatWasAcceptedIsStillHandled() throws Exception {
        ReceiverName other = namespace.receiver("other", "token", "app");
        namespace.reconciled(other, secrecy.token(TOKEN));
        secrecy.path(TOKEN, other);
        namespace.label(receiver, Map.of("sluice", "yes"));
        installation.agentOf(Set.of(), Optional.of("sluice=yes"));
        Eventually.isTrue("published", () -> installation.isPublished(receiver));
        assertThat(installation.isPublished(other)).isFalse();
        namespace.label(receiver, Map.of());
        Eventually.isTrue("no longer published", () -> !installation.isPublished(receiver));
        installation.send(receiver);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
    }

    @Test
    void healthReadinessAndMetricsAreServed() throws Exception {
        Agent agent = installation.agent();
        Eventually.holds(() ->
                assertThat(installation.get(agent, "/readyz").statusCode()).isEqualTo(200));
        HttpResponse<String> health = installation.get(agent, "/healthz");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("ok");
        HttpResponse<String> metrics = installation.get(agent, "/metrics");
        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(metrics.body())
                .contains("sluice_in_flight", "sluice_routes", "sluice_webhook_age_seconds_bucket")
                .doesNotContain(TOKEN, secrecy.path(TOKEN, receiver));
        assertThat(installation.get(agent, "/").statusCode()).isEqualTo(404);
    }

    @Test
    void poisonGoesToTheDeadLetterQueueWithItsReasonWhileAGoodEventOfTheSameBatchIsHandled() throws Exception {
        Seal seal = Seal.ofText(Installation.KEY);
        WebhookEvent event = installation.event(receiver);
        SealedMessage good = sealed(event);
        installation.send(new SealedMessage("{\"notSealed\":true}", Map.of("other", "attribute")));
        installation.send(EventSealer.seal(event, Seal.ofText("a-key-of-somebody-else-entirely"), Instant.now(), null)
                .orElseThrow());
        installation.send(sealed(new WebhookEvent(
                event.id(),
                "/sluice/another-cluster",
                receiver,
                event.deliveryId(),
                event.type(),
                event.name(),
                event.received(),
                null,
                null)));
        // bytes moved from the body to the id: the same MAC
        String body = EventJson.write(event);
        String id = event.id() + ".1700000000." + body;
        installation.send(new SealedMessage(
                body,
                Map.of(
                        SealedMessage.ID,
                        id.substring(0, 200),
                        SealedMessage.TIMESTAMP,
                        "1700000000",
                        SealedMessage.SIGNATURE,
                        seal.sign(id.substring(0, 200), "1700000000", body))));
        String cutOff = body.substring(0, body.length() - 10);
        Map<String, String> attributes = new HashMap<>(good.attributes());
        attributes.put(
                SealedMessage.SIGNATURE,
                seal.sign(event.id().toString(), attributes.getOrDefault(SealedMessage.TIMESTAMP, ""), cutOff));
        installation.send(new SealedMessage(cutOff, attributes));
        installation.send(good);

        Agent agent = installation.agent();
        Map<String, String> dead = new HashMap<>();
        Eventually.holds(() -> {
            dead.putAll(installation.deadLetters());
            assertThat(dead)
                    .containsOnlyKeys("NotSealed", "WrongSeal", "ForeignSource", "InvalidId", "Undecodable")
                    .containsEntry("NotSealed", "{\"notSealed\":true}")
                    .containsEntry("Undecodable", cutOff);
        });
        Eventually.isTrue("all are handled", () -> installation.queued() == 0);
        assertThat(namespace.requestedAt("app")).isPresent();
        assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"Triggered\"}"))
                .isEqualTo(1);
        for (String reason : dead.keySet()) {
            assertThat(installation.metric(agent, "sluice_dead_letters_total{reason=\"" + reason + "\"}"))
                    .as(reason)
                    .isEqualTo(1);
        }
    }

    @Test
    void theSealsKeyCanBeRotatedWithoutLosingAnEvent() throws Exception {
        Agent agent = installation.agent();
        Eventually.holds(() ->
                assertThat(installation.get(agent, "/readyz").statusCode()).isEqualTo(200));
        String second = secrecy.token("the-second-key-of-the-seal-012345");
        installation.sealKey(second);
        installation.send(receiver);
        installation.send(installation.event(receiver), second);
        Eventually.holds(() -> assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"Triggered\"}"))
                .isEqualTo(2));
        assertThat(installation.deadLetters()).isEmpty();
    }

    @Test
    void untilTheSealsKeyIsThereNothingIsReceived() throws Exception {
        installation.withoutSeal();
        installation.send(receiver);
        installation.agent();
        Eventually.isTrue(
                "it says what it waits for",
                () -> secrecy.lines().stream().anyMatch(line -> line.startsWith("the seal's key could not be read")));
        installation.sealKey(Installation.KEY);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
        Eventually.holds(() -> assertThat(secrecy.lines())
                .anyMatch(line -> line.startsWith("delivery handled") && line.contains("receiveCount=1 ")));
    }

    @Test
    void anEventWhoseReceiverIsGoneIsDeletedAndCounted() throws Exception {
        Agent agent = installation.agent();
        installation.send(new ReceiverName(namespace.name(), "nobody"));
        Eventually.holds(() -> assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"ReceiverGone\"}"))
                .isEqualTo(1));
        Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
        assertThat(installation.deadLetters()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsToldOnTheReceiverAndTheRestIsDone() throws Exception {
        ReceiverName several = namespace.receiver(
                "several",
                Map.of(),
                "token",
                List.of(
                        Map.of("kind", "GitRepository", "name", "not-there"),
                        Map.of("kind", "HelmRelease", "name", "no-api-version"),
                        Map.of("kind", "GitRepository", "apiVersion", "source.toolkit.fluxcd.io/v9", "name", "app"),
                        Map.of("kind", "GitRepository", "name", "*"),
                        Map.of("kind", "GitRepository", "name", "../../../elsewhere"),
                        Map.of("kind", "GitRepository", "name", "app")));
        installation.agent();
        installation.send(several);
        Eventually.holds(() -> assertThat(namespace.events(several))
                .extracting(Event::getReason)
                .containsExactlyInAnyOrder("ObjectNotFound", "ApiVersionMissing", "KindUnknown", "MatchLabelsMissing"));
        assertThat(namespace.events(several))
                .filteredOn(event -> event.getReason().equals("ApiVersionMissing"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage())
                        .contains("HelmRelease no-api-version", "delivery 72d3162e-cc78-11e3-81ab-4c9367dc0958"));
        assertThat(namespace.requestedAt("app")).isPresent();
        Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
    }

    @Test
    void whileTheApiServerIsAwayEventsWaitAndThenAreHandled() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(kube.url());
                KubernetesClient client = through(proxy)) {
            Agent agent = installation.agent(client);
            installation.send(receiver);
            Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
            String before = namespace.requestedAt("app").orElseThrow();
            proxy.down();
            installation.send(receiver);
            Eventually.holds(() -> assertThat(installation.metric(agent, "sluice_api_server_open"))
                    .isZero());
            proxy.up();
            Eventually.holds(
                    () -> assertThat(namespace.requestedAt("app").orElseThrow()).isNotEqualTo(before));
            Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
            assertThat(installation.metric(agent, "sluice_api_server_open")).isEqualTo(1);
            installation.close();
        }
    }

    @Test
    void anAgentThatStartsBeforeTheApiServerIsNotReadyAndCatchesUp() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(kube.url());
                KubernetesClient client = through(proxy)) {
            proxy.down();
            Agent agent = installation.agent(client);
            installation.send(receiver);
            assertThat(installation.get(agent, "/readyz").statusCode()).isEqualTo(503);
            assertThat(installation.get(agent, "/healthz").statusCode()).isEqualTo(200);
            proxy.up();
            Eventually.holds(() ->
                    assertThat(installation.get(agent, "/readyz").statusCode()).isEqualTo(200));
            Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
            Eventually.isTrue("published", () -> installation.isPublished(receiver));
            installation.close();
        }
    }

    @Test
    void anAgentThatStopsGivesBackWhatItCouldNotFinish() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(kube.url());
                KubernetesClient client = through(proxy);
                Hold hold = proxy.hold("PATCH /apis/source.toolkit")) {
            Agent stopping = installation.agent(client);
            installation.send(receiver);
            assertThat(hold.awaitRequest(Duration.ofSeconds(20))).isTrue();
            stopping.close();
            stopping.close();
            assertThat(namespace.requestedAt("app")).isEmpty();
            installation.agent();
            Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
            Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
        }
    }

    @Test
    void ofTwoAgentsOnePublishesAndBothPollAndLeadershipMovesWhenOneStops() throws Exception {
        Agent one = installation.agent();
        Eventually.isTrue("published", () -> installation.isPublished(receiver));
        String leader = lease().getSpec().getHolderIdentity();
        Agent two = installation.agent();
        Eventually.holds(() -> {
            installation.send(receiver);
            assertThat(installation.metric(one, "sluice_messages_received_total"))
                    .isPositive();
            assertThat(installation.metric(two, "sluice_messages_received_total"))
                    .isPositive();
        });
        assertThat(installation.metric(one, "sluice_table_writes_total{outcome=\"written\"}"))
                .isPositive();
        assertThat(installation.metric(two, "sluice_table_writes_total{outcome=\"written\"}"))
                .isZero();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo(leader);

        one.close();
        // fabric8 gives a Lease up by letting it end after a second
        assertThat(lease())
                .satisfiesAnyOf(
                        lease -> assertThat(lease.getSpec().getLeaseDurationSeconds())
                                .isEqualTo(1),
                        lease -> assertThat(lease.getSpec().getHolderIdentity()).isNotEqualTo(leader));
        ReceiverName late = namespace.receiver("late", "token", "app");
        namespace.reconciled(late, TOKEN);
        Eventually.isTrue("the other publishes", () -> installation.isPublished(late));
        assertThat(installation.isPublished(receiver)).isTrue();
        Eventually.holds(() -> assertThat(installation.metric(two, "sluice_table_writes_total{outcome=\"written\"}"))
                .isPositive());
        namespace.deleteReceiver(late);
        Eventually.isTrue("its route goes", () -> !installation.isPublished(late));
    }

    @Test
    void anAgentThatLosesTheLeaseStopsPublishingAndStandsAgain() throws Exception {
        Agent agent = installation.agent();
        Eventually.isTrue("published", () -> installation.isPublished(receiver));
        String leader = lease().getSpec().getHolderIdentity();
        Lease taken = lease().edit()
                .editSpec()
                .withHolderIdentity("somebody-else")
                .withLeaseDurationSeconds(3)
                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                .endSpec()
                .build();
        taken.getMetadata().setResourceVersion(null);
        kube.client().resource(taken).update();
        Eventually.isTrue("it has noticed", () -> secrecy.lines().contains("leadership changed leading=false"));
        ReceiverName late = namespace.receiver("late", "token", "app");
        namespace.reconciled(late, TOKEN);
        Eventually.isTrue(
                "it leads again",
                () -> leader.length() > 0
                        && secrecy.lines().indexOf("leadership changed leading=false")
                                < secrecy.lines().lastIndexOf("leadership changed leading=true"));
        Eventually.isTrue("published", () -> installation.isPublished(late));
        assertThat(lease().getSpec().getHolderIdentity()).isNotEqualTo("somebody-else");
        assertThat(installation.get(agent, "/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void anAgentStopsThoughSecretsManagerIsSilent() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold hold = proxy.hold("secretsmanager.PutSecretValue")) {
            Agent agent = installation.agent(kube.client(), AwsWithFaults.environment(proxy.uri()));
            assertThat(hold.awaitRequest(Duration.ofSeconds(20))).isTrue();
            Thread stopping = Thread.ofVirtual().start(agent::close);
            assertThat(stopping.join(Duration.ofSeconds(15))).isTrue();
        }
    }

    @Test
    void anAddressThatIsTakenIsRefused() {
        try (Installation other = new Installation(aws, kube.client(), namespace)) {
            Agent agent = other.agent();
            assertThatThrownBy(() -> installation.agent(agent.statusAddress()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("--listen");
        }
    }

    private Lease lease() {
        return kube.client()
                .leases()
                .inNamespace(namespace.name())
                .withName(Leadership.LEASE_NAME)
                .get();
    }

    private SealedMessage sealed(WebhookEvent event) {
        return EventSealer.seal(event, Seal.ofText(Installation.KEY), Instant.now(), null)
                .orElseThrow();
    }

    private KubernetesClient through(FaultProxy proxy) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(kube.config())
                        .withMasterUrl(proxy.uri().toString())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }
}
