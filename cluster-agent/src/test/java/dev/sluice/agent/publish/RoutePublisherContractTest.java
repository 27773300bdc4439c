package dev.sluice.agent.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.AReceiver;
import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.AwsWithFaults;
import dev.sluice.agent.Eventually;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.Secrecy;
import dev.sluice.agent.delivery.ReceiverEvents;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Receivers;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.KubeParts;
import dev.sluice.route.Credential;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.Reading;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
class RoutePublisherContractTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SecretNames NAMES = new SecretNames("sluice-test");
    private static final String TOKEN = "s3cret";

    @RegisterExtension
    final Secrecy secrecy = new Secrecy();

    private final AwsPart aws;
    private final String cluster =
            "c" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final AdjustableClock clock = AdjustableClock.anytime();
    private final AwsWithFaults faults = new AwsWithFaults();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final KnownReceivers receivers = new KnownReceivers();
    private KubernetesClient kubernetes;
    private FluxNamespace namespace;
    private ReceiverEvents events;
    private SecretsManagerClient secrets;
    private RoutePublisher publisher;

    @SuppressWarnings("NullAway.Init") // in connect()
    RoutePublisherContractTest(AwsPart aws) {
        this.aws = aws;
    }

    private static final class KnownReceivers implements Receivers {
        final Map<ReceiverName, Receiver> all = new ConcurrentHashMap<>();
        private int version;

        Receiver put(AReceiver receiver) {
            Receiver built = receiver.version(++version).build();
            all.put(built.name(), built);
            return built;
        }

        @Override
        public List<Receiver> all() {
            return List.copyOf(all.values());
        }

        @Override
        public Optional<Receiver> find(ReceiverName name) {
            return Optional.ofNullable(all.get(name));
        }
    }

    @BeforeEach
    void connect() {
        aws.notRun().ifPresent(Assumptions::abort);
        kubernetes = KubeParts.all().getFirst().client();
        namespace = new FluxNamespace(kubernetes);
        namespace.token("token", secrecy.token(TOKEN));
        events = new ReceiverEvents(kubernetes, clock);
        secrets = faults.secrets(aws.endpoint());
        publisher = started(kubernetes);
        secrecy.isKeptIn(metrics::scrape);
        secrecy.isKeptIn(() ->
                kubernetes.v1().events().inNamespace(namespace.name()).list().toString());
    }

    @AfterEach
    void close() {
        if (events != null) {
            events.close();
            secrets.close();
        }
    }

    @Test
    void routesAppearAsTheFunctionReadsThem() throws Exception {
        Receiver github = receivers.put(receiver("github-receiver").events("ping", "push"));
        Receiver gitlab = receivers.put(AReceiver.ofType("gitlab")
                .named(namespace.name(), "gitlab-receiver")
                .resourceFilter("req.ok == true")
                .standing(new Standing.Unwritten()));
        publisher.publish();
        String expected = """
                {"version":1,"cluster":"CLUSTER","count":1,"routes":[
                  {"path":"GITHUB","namespace":"NAMESPACE","name":"github-receiver","type":"github","events":["ping","push"],
                   "state":"ready","filtered":false,"created":"2026-01-01T00:00:00Z","credentials":[{"key":"s3cret"}]},
                  {"path":"GITLAB","namespace":"NAMESPACE","name":"gitlab-receiver","type":"gitlab","events":[],
                   "state":"ready","filtered":true,"created":"2026-01-01T00:00:00Z",
                   "credentials":[{"sha256":"1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0"}]}]}
                """.replace("CLUSTER", cluster)
                .replace("NAMESPACE", namespace.name())
                .replace("GITHUB", secrecy.path(TOKEN, github.name()))
                .replace("GITLAB", secrecy.path(TOKEN, gitlab.name()));
        assertThat(json(0)).isEqualTo(JSON.readTree(expected));
        assertThat(metrics.get("sluice.routes").gauge().value()).isEqualTo(2);
    }

    @Test
    void aClusterWithoutReceiversHasAnEmptyTable() throws Exception {
        publisher.publish();
        assertThat(table(0)).isEqualTo(new RouteTable(cluster, 1, List.of()));
    }

    @Test
    void nothingIsWrittenWhenNothingChanged() {
        receivers.put(receiver("one"));
        publisher.publish();
        assertThat(faults.written()).containsExactly(NAMES.routes(cluster, 0));
        receivers.put(receiver("two"));
        publisher.publish();
        assertThat(faults.written()).containsExactly(NAMES.routes(cluster, 0));
        for (int round = 0; round < 5; round++) {
            clock.advance(Duration.ofMinutes(7));
            publisher.publish();
        }
        started(kubernetes).publish();
        assertThat(faults.written()).isEmpty();
    }

    @Test
    void aTableThatIsFullIsFollowedByAnotherAndTableZeroComesLast() {
        List<ReceiverName> names = IntStream.range(0, 40)
                .mapToObj(n -> receivers.put(large("hook-" + n)).name())
                .toList();
        publisher.publish();
        List<String> written = faults.written();
        assertThat(written).hasSizeGreaterThan(1).last().isEqualTo(NAMES.routes(cluster, 0));
        assertThat(table(0).count()).isEqualTo(written.size());
        assertThat(IntStream.range(0, written.size()).boxed().flatMap(n -> table(n).routes().stream()))
                .extracting(Route::receiver)
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void oneChangeWritesOneTableAlsoAfterARestart() {
        IntStream.range(0, 40).forEach(n -> receivers.put(large("hook-" + n)));
        publisher.publish();
        faults.written();
        receivers.put(large("hook-39").suspended());
        publisher.publish();
        assertThat(faults.written()).hasSize(1);
        receivers.put(large("hook-0").suspended());
        started(kubernetes).publish();
        assertThat(faults.written()).hasSize(1);
    }

    @Test
    void aTableThatCannotBeWrittenHoldsUpNoOther() {
        faults.refuseToWrite(NAMES.routes(cluster, 1)::equals);
        IntStream.range(0, 40).forEach(n -> receivers.put(large("hook-" + n)));
        publisher.publish();
        assertThat(table(0).count()).isEqualTo(1);
        assertThat(table(0).routes()).isNotEmpty();
        faults.refuseToWrite(name -> false);
        clock.advance(Duration.ofSeconds(10));
        publisher.publish();
        int count = table(0).count();
        assertThat(count).isGreaterThan(1);
        assertThat(IntStream.range(0, count)
                        .mapToLong(n -> table(n).routes().size())
                        .sum())
                .isEqualTo(40);
    }

    @Test
    void aRotatedTokenVerifiesBesideTheOldOneAndARestartKeepsTheGrace() {
        receivers.put(receiver("hook"));
        publisher.publish();
        Instant rotated = rotate("n3w");
        List<Credential> both = List.of(key("n3w", null), key(TOKEN, rotated.plus(Duration.ofHours(1))));
        assertThat(route("hook").credentials()).isEqualTo(both);
        faults.written();
        clock.advance(Duration.ofMinutes(30));
        RoutePublisher restarted = started(kubernetes);
        restarted.publish();
        assertThat(faults.written()).isEmpty();
        assertThat(route("hook").credentials()).isEqualTo(both);
        clock.advance(Duration.ofMinutes(31));
        restarted.publish();
        assertThat(route("hook").credentials()).containsExactly(key("n3w", null));
    }

    @Test
    void theOldPathStaysWithBothTokensOnceNotificationControllerHasMovedOn() {
        Receiver before = receivers.put(receiver("hook"));
        publisher.publish();
        rotate("n3w");
        faults.written();
        receivers.put(receiver("hook").path(secrecy.path("n3w", before.name())));
        publisher.publish();
        assertThat(routes())
                .extracting(Route::path, route -> route.notAfter() == null)
                .containsExactlyInAnyOrder(
                        tuple(secrecy.path("n3w", before.name()), true),
                        tuple(secrecy.path(TOKEN, before.name()), false));
        assertThat(routes())
                .allSatisfy(route -> assertThat(route.credentials().getFirst().sameSecret(key("n3w", null)))
                        .isTrue());
        assertThat(faults.written()).hasSize(1);
        for (int second = 0; second < 30; second++) {
            clock.advance(Duration.ofSeconds(1));
            publisher.publish();
        }
        assertThat(faults.written()).as("writes of a grace that only runs").isEmpty();
    }

    @Test
    void aTokenIsReadAgainOnlyWhenItsTimeHasComeOrTheReceiverChanged() {
        receivers.put(receiver("hook"));
        publisher.publish();
        namespace.token("token", secrecy.token("n3w"));
        receivers.put(receiver("hook"));
        publisher.publish();
        assertThat(route("hook").credentials().getFirst()).isEqualTo(key("n3w", null));
        namespace.token("token", secrecy.token("n3w3r"));
        clock.advance(Duration.ofSeconds(61));
        publisher.publish();
        assertThat(route("hook").credentials().getFirst()).isEqualTo(key("n3w3r", null));
    }

    @Test
    void revokeNowEndsTheOldTokenAtOnceEvenWhileTheReceiverIsNotReady() {
        receivers.put(receiver("hook"));
        publisher.publish();
        rotate("n3w");
        receivers.put(receiver("hook")
                .annotated("sluice.dev/revoke-now", "")
                .standing(new Standing.WithPath(digest(TOKEN, "hook"), false)));
        publisher.publish();
        assertThat(route("hook").credentials()).containsExactly(key("n3w", null));
    }

    @Test
    void suspensionIsPublishedAtOnceAndNotReadyAfterAMinute() {
        receivers.put(receiver("hook"));
        publisher.publish();
        receivers.put(receiver("hook").suspended());
        publisher.publish();
        assertThat(route("hook").state()).isEqualTo(RouteState.SUSPENDED);
        receivers.put(receiver("hook"));
        publisher.publish();
        receivers.put(receiver("hook").standing(new Standing.WithPath(digest(TOKEN, "hook"), false)));
        publisher.publish();
        clock.advance(Duration.ofSeconds(59));
        publisher.publish();
        assertThat(route("hook").state()).isEqualTo(RouteState.READY);
        clock.advance(Duration.ofSeconds(1));
        publisher.publish();
        assertThat(route("hook").state()).isEqualTo(RouteState.NOT_READY);
    }

    @Test
    void aPathThatIsTakenAwayGoesAfterAMinute() {
        receivers.put(receiver("hook"));
        publisher.publish();
        receivers.put(receiver("hook").standing(new Standing.WithoutPath()));
        publisher.publish();
        assertThat(routes()).hasSize(1);
        clock.advance(Duration.ofSeconds(60));
        publisher.publish();
        assertThat(routes()).isEmpty();
    }

    @Test
    void changesOfStateLeaveWritesForNewRoutes() {
        receivers.put(receiver("hook"));
        publisher.publish();
        for (int i = 0; i < 40; i++) {
            receivers.put(i % 2 == 0 ? receiver("hook").suspended() : receiver("hook"));
            publisher.publish();
        }
        assertThat(faults.written()).hasSize(WriteBucket.CAPACITY - WriteBucket.RESERVE);
        receivers.put(receiver("other"));
        publisher.publish();
        assertThat(routes()).hasSize(2);
    }

    @Test
    void refusedWritesKeepTheOldTableAndAreToldAndTriedAgain() throws Exception {
        receivers.put(receiver("hook"));
        publisher.publish();
        faults.refuseToWrite(name -> true);
        Receiver late = receivers.put(receiver("late"));
        for (int second = 0; second < 25; second++) {
            publisher.publish();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(routes()).extracting(route -> route.receiver().name()).containsExactly("hook");
        Eventually.holds(() -> assertThat(told(late)).containsExactly("NotPublished"));
        assertThat(told(receivers
                        .find(new ReceiverName(namespace.name(), "hook"))
                        .orElseThrow()))
                .isEmpty();
        assertThat(count("sluice.table.writes", "outcome", "refused")).isEqualTo(3);
        faults.refuseToWrite(name -> false);
        clock.advance(Duration.ofSeconds(10));
        publisher.publish();
        assertThat(routes()).hasSize(2);
    }

    @Test
    void aRotationThatCouldNotBeWrittenIsNotForgotten() {
        receivers.put(receiver("hook"));
        publisher.publish();
        faults.refuseToWrite(name -> true);
        rotate("n3w");
        faults.refuseToWrite(name -> false);
        rotate("n3w3r");
        assertThat(route("hook").credentials())
                .extracting(credential -> new String(((Credential.Key) credential).token(), UTF_8))
                .containsExactly("n3w3r", "n3w", TOKEN);
    }

    @Test
    void tablesThatCannotBeReadAreNotWritten() {
        receivers.put(receiver("hook"));
        publisher.publish();
        faults.written();
        faults.refuseToRead(name -> true);
        RoutePublisher restarted = started(kubernetes);
        assertThatThrownBy(restarted::publish).isInstanceOf(SdkException.class);
        assertThat(faults.written()).isEmpty();
        faults.refuseToRead(name -> false);
        restarted.publish();
        assertThat(faults.written()).isEmpty();
    }

    @Test
    void aTableThatSomebodyElseDeletedOrChangedIsMendedInTime() {
        receivers.put(receiver("hook"));
        publisher.publish();
        secrets.putSecretValue(request -> request.secretId(NAMES.routes(cluster, 0))
                .secretString(RouteTableJson.write(new RouteTable(cluster, 1, List.of()))));
        publisher.publish();
        assertThat(routes()).isEmpty();
        clock.advance(Duration.ofMinutes(11));
        publisher.publish();
        assertThat(routes()).hasSize(1);
        secrets.deleteSecret(
                request -> request.secretId(NAMES.routes(cluster, 0)).forceDeleteWithoutRecovery(true));
        clock.advance(Duration.ofMinutes(11));
        publisher.publish();
        assertThat(routes()).hasSize(1);
    }

    @Test
    void aTableOfAnotherVersionIsWrittenAnew() {
        secrets.createSecret(request ->
                request.name(NAMES.routes(cluster, 0)).secretString("{\"version\":7,\"routes\":\"elsewhere\"}"));
        receivers.put(receiver("hook"));
        publisher.publish();
        assertThat(routes()).hasSize(1);
    }

    @Test
    void aReceiverWithoutATokenIsPublishedAsSuchAndTold() throws Exception {
        Receiver missing = receivers.put(receiver("missing").secret("nothing"));
        namespace.token("empty", "");
        Receiver empty = receivers.put(receiver("empty").secret("empty"));
        for (int round = 0; round < 3; round++) {
            publisher.publish();
            clock.advance(Duration.ofMinutes(2));
        }
        for (Receiver receiver : List.of(missing, empty)) {
            assertThat(route(receiver.name().name())).satisfies(route -> {
                assertThat(route.state()).isEqualTo(RouteState.NO_TOKEN);
                assertThat(route.credentials()).isEmpty();
            });
            Eventually.holds(() -> assertThat(told(receiver)).containsExactly("NoToken"));
        }
        assertThat(count("sluice.route.problems", "reason", "NoToken")).isEqualTo(2);
        namespace.token("empty", secrecy.token("n0w"));
        clock.advance(Duration.ofMinutes(2));
        publisher.publish();
        assertThat(route("empty").state()).isEqualTo(RouteState.READY);
    }

    @Test
    void aReceiverThatIsNewAndHasNoPathYetIsNotSaidToLackAToken() {
        Receiver receiver = receivers.put(receiver("hook").standing(new Standing.WithoutPath()));
        publisher.publish();
        assertThat(routes()).isEmpty();
        assertThat(count("sluice.route.problems", "reason", "NoToken")).isZero();
        assertThat(told(receiver)).isEmpty();
    }

    @Test
    void ofTwoReceiversWithOnePathTheOldestHasItAndTheOtherIsToldOnce() throws Exception {
        String path = digest(TOKEN, "older");
        Receiver younger = receivers.put(receiver("a-younger").path(path).created("2026-03-01T00:00:00Z"));
        Receiver older = receivers.put(receiver("older").path(path).created("2026-02-01T00:00:00Z"));
        for (int round = 0; round < 3; round++) {
            publisher.publish();
            clock.advance(Duration.ofMinutes(2));
        }
        assertThat(routes()).extracting(Route::receiver).containsExactly(older.name());
        Eventually.holds(() -> assertThat(told(younger)).containsExactly("PathTaken"));
        assertThat(told(older)).isEmpty();
        assertThat(count("sluice.route.problems", "reason", "PathTaken")).isEqualTo(1);
        receivers.all.remove(older.name());
        publisher.publish();
        assertThat(routes()).extracting(Route::receiver).containsExactly(younger.name());
    }

    @Test
    void aDeletedReceiversRouteGoesAtOnce() {
        receivers.put(receiver("hook"));
        Receiver stays = receivers.put(receiver("stays"));
        publisher.publish();
        receivers.all.remove(new ReceiverName(namespace.name(), "hook"));
        publisher.publish();
        assertThat(routes()).extracting(Route::receiver).containsExactly(stays.name());
    }

    @Test
    void aReceiverThatIsNotToBePublishedIsNot() {
        receivers.put(receiver("hook"));
        publisher.publish();
        receivers.put(receiver("hook").annotated("sluice.dev/publish", "false"));
        publisher.publish();
        assertThat(routes()).isEmpty();
        receivers.put(receiver("hook").annotated("sluice.dev/publish", "true"));
        publisher.publish();
        assertThat(routes()).hasSize(1);
    }

    @Test
    void aRouteThatFitsNoTableDisablesOnlyItself() throws Exception {
        Receiver large = receivers.put(receiver("a-large-one").events("x".repeat(RouteTable.MAX_BYTES)));
        Receiver hook = receivers.put(receiver("hook"));
        publisher.publish();
        assertThat(routes()).extracting(Route::receiver).containsExactly(hook.name());
        Eventually.holds(() -> assertThat(told(large)).containsExactly("RouteTooLarge"));
    }

    @Test
    void whileSecretsCannotBeReadWhatIsPublishedStays() {
        receivers.put(receiver("hook"));
        publisher.publish();
        try (FaultProxy proxy =
                        FaultProxy.to(URI.create(kubernetes.getConfiguration().getMasterUrl()));
                KubernetesClient away = through(proxy)) {
            proxy.down();
            RoutePublisher restarted = started(away);
            receivers.put(receiver("unknown"));
            restarted.publish();
            assertThat(routes()).extracting(route -> route.receiver().name()).containsExactly("hook");
            proxy.up();
            clock.advance(Duration.ofSeconds(5));
            restarted.publish();
            assertThat(routes()).hasSize(2);
        }
    }

    @Test
    void withExternalTokensRoutesSayWhereTheTokenIsAndTheClusterIsNotAsked() throws Exception {
        Receiver github = receivers.put(receiver("github-receiver").events("push"));
        try (FaultProxy proxy =
                        FaultProxy.to(URI.create(kubernetes.getConfiguration().getMasterUrl()));
                KubernetesClient away = through(proxy)) {
            proxy.down();
            started(away, TokenMode.EXTERNAL).publish();
        }
        String expected = """
                {"version":1,"cluster":"CLUSTER","count":1,"routes":[
                  {"path":"GITHUB","namespace":"NAMESPACE","name":"github-receiver","type":"github","events":["push"],
                   "state":"ready","filtered":false,"created":"2026-01-01T00:00:00Z","credentials":[],
                   "external":{"secret":"token","graceSeconds":3600}}]}
                """.replace("CLUSTER", cluster)
                .replace("NAMESPACE", namespace.name())
                .replace("GITHUB", secrecy.path(TOKEN, github.name()));
        assertThat(json(0)).isEqualTo(JSON.readTree(expected));
    }

    @Test
    void withExternalTokensAReceiverThatStaysWithoutAPathIsTold() throws Exception {
        RoutePublisher external = started(kubernetes, TokenMode.EXTERNAL);
        Receiver receiver = receivers.put(receiver("hook").standing(new Standing.Unwritten()));
        external.publish();
        clock.advance(Duration.ofSeconds(59));
        external.publish();
        assertThat(count("sluice.route.problems", "reason", "NoPath")).isZero();
        clock.advance(Duration.ofSeconds(1));
        external.publish();
        external.publish();
        assertThat(routes()).isEmpty();
        Eventually.holds(() -> assertThat(told(receiver)).containsExactly("NoPath"));
        assertThat(count("sluice.route.problems", "reason", "NoPath")).isEqualTo(1);
        receivers.put(receiver("hook"));
        external.publish();
        assertThat(routes()).hasSize(1);
    }

    @Test
    void withExternalTokensAnOldPathHasItsGraceAlsoAfterARestartAndRevokeNowEndsIt() {
        Receiver before = receivers.put(receiver("hook"));
        started(kubernetes, TokenMode.EXTERNAL).publish();
        receivers.put(receiver("hook").path(secrecy.path("n3w", before.name())));
        RoutePublisher restarted = started(kubernetes, TokenMode.EXTERNAL);
        restarted.publish();
        assertThat(routes())
                .extracting(Route::path, Route::external, Route::notAfter)
                .containsExactlyInAnyOrder(
                        tuple(secrecy.path("n3w", before.name()), inGrace(Duration.ofHours(1)), null),
                        tuple(
                                secrecy.path(TOKEN, before.name()),
                                inGrace(Duration.ofHours(1)),
                                clock.instant().plus(Duration.ofHours(1))));
        receivers.put(
                receiver("hook").path(secrecy.path("n3w", before.name())).annotated("sluice.dev/revoke-now", "true"));
        restarted.publish();
        assertThat(routes())
                .extracting(Route::path, Route::external)
                .containsExactly(tuple(secrecy.path("n3w", before.name()), inGrace(Duration.ZERO)));
    }

    @Test
    void onceTokensAreExternalNothingOfThemIsPublishedAnyMore() {
        receivers.put(receiver("hook"));
        publisher.publish();
        rotate("n3w");
        assertThat(route("hook").credentials()).hasSize(2);
        started(kubernetes, TokenMode.EXTERNAL).publish();
        assertThat(routes()).singleElement().satisfies(route -> {
            assertThat(route.credentials()).isEmpty();
            assertThat(route.external()).isEqualTo(inGrace(Duration.ofHours(1)));
        });
    }

    @Test
    void moreTablesThanTheFunctionTakesAreNotWrittenAndTheOldestReceiversKeepTheirPlace() throws Exception {
        for (int n = 0; n < RouteTable.MAX_COUNT; n++) {
            receivers.put(half("hook-" + n, n));
        }
        publisher.publish();
        Receiver late = receivers.put(half("late", 5_000));
        publisher.publish();
        assertThat(published()).hasSize(RouteTable.MAX_COUNT).doesNotContain("late");
        Eventually.holds(() -> assertThat(told(late)).containsExactly("TablesFull"));
        assertThat(count("sluice.route.problems", "reason", "TablesFull")).isEqualTo(1);
        assertThat(metrics.get("sluice.routes").gauge().value()).isEqualTo(RouteTable.MAX_COUNT);
        faults.written();
        publisher.publish();
        assertThat(faults.written()).isEmpty();

        receivers.all.remove(new ReceiverName(namespace.name(), "hook-7"));
        publisher.publish();
        assertThat(faults.written()).hasSize(1);
        assertThat(published()).hasSize(RouteTable.MAX_COUNT).contains("late").doesNotContain("hook-7");
        receivers.put(half("hook-7", 7));
        publisher.publish();
        assertThat(published()).hasSize(RouteTable.MAX_COUNT).contains("hook-7").doesNotContain("late");
    }

    /** A route that has a table for itself, of a Receiver that is so many minutes younger than the oldest. */
    private AReceiver half(String name, int minutes) {
        return receiver(name)
                .events("e".repeat(RouteTable.MAX_BYTES / 2))
                .created(Instant.parse("2026-01-01T00:00:00Z")
                        .plus(Duration.ofMinutes(minutes))
                        .toString());
    }

    private List<String> published() {
        return IntStream.range(0, table(0).count())
                .boxed()
                .flatMap(n -> table(n).routes().stream())
                .map(route -> route.receiver().name())
                .toList();
    }

    private static ExternalToken inGrace(Duration grace) {
        return new ExternalToken("token", grace);
    }

    private KubernetesClient through(FaultProxy proxy) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(kubernetes.getConfiguration())
                        .withMasterUrl(proxy.uri().toString())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private RoutePublisher started(KubernetesClient client) {
        return started(client, TokenMode.PUBLISHED);
    }

    private RoutePublisher started(KubernetesClient client, TokenMode mode) {
        return new RoutePublisher(
                new PublishSettings(cluster, mode, Duration.ofMinutes(1), Duration.ofHours(1)),
                receivers,
                client,
                new Filters(),
                new TableStore(secrets, NAMES, cluster),
                events,
                metrics,
                clock);
    }

    /** Another token in the Secret, of which the next refresh learns. */
    private Instant rotate(String token) {
        namespace.token("token", secrecy.token(token));
        clock.advance(Duration.ofSeconds(61));
        publisher.publish();
        return clock.instant();
    }

    private AReceiver receiver(String name) {
        return AReceiver.github().named(namespace.name(), name).path(digest(TOKEN, name));
    }

    private AReceiver large(String name) {
        return AReceiver.github()
                .named(namespace.name(), name)
                .path(digest(TOKEN, name))
                .events("e".repeat(3_000));
    }

    private String digest(String token, String name) {
        return secrecy.path(token, new ReceiverName(namespace.name(), name));
    }

    private Route route(String name) {
        return routes().stream()
                .filter(route -> route.receiver().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Route> routes() {
        return table(0).routes();
    }

    private RouteTable table(int n) {
        Reading.Read<RouteTable> read = (Reading.Read<RouteTable>) RouteTableJson.read(cluster, text(n));
        assertThat(read.problems()).isEmpty();
        return read.value();
    }

    private JsonNode json(int n) throws Exception {
        return JSON.readTree(text(n));
    }

    private String text(int n) {
        return secrets.getSecretValue(request -> request.secretId(NAMES.routes(cluster, n)))
                .secretString();
    }

    private List<String> told(Receiver receiver) {
        return new ArrayList<>(
                namespace.events(receiver.name()).stream().map(Event::getReason).toList());
    }

    private double count(String name, String tag, String value) {
        return metrics.find(name).tag(tag, value).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static Credential key(String token, @Nullable Instant notAfter) {
        return new Credential.Key(token.getBytes(UTF_8), notAfter);
    }
}
