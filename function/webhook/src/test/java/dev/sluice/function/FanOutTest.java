package dev.sluice.function;

import static dev.sluice.function.FakeSecrets.cluster;
import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.filtered;
import static dev.sluice.function.Webhooks.push;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.webhook.Reason;
import dev.sluice.queue.Sending;
import dev.sluice.route.Cluster;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One path in several clusters of one group. */
class FanOutTest {

    private static final Route READY = route("github");
    private static final Route OTHER_TOKEN = READY.with(List.of(Webhooks.key("another token")), null);
    private static final Route OTHER_EVENTS = route("github", "ping");
    private static final Route SUSPENDED = READY.in(RouteState.SUSPENDED);
    private static final Route NOT_READY = READY.in(RouteState.NOT_READY);
    private static final Route NO_TOKEN = READY.in(RouteState.NO_TOKEN);
    private static final Route BROKEN_FILTER = READY.in(RouteState.INVALID_FILTER);
    private static final Route FILTERED = filtered(READY);

    private static final List<String> COPIES = List.of("https://sqs.test/copy-1", "https://sqs.test/copy-2");

    private static final Sending SENT = new Sending.Sent();
    private static final Sending TIMEOUT = new Sending.Failed("ApiCallTimeoutException", false);
    private static final Sending MISSING = new Sending.Failed("QueueDoesNotExist", true);

    @ParameterizedTest
    @MethodSource("table")
    void theAnswerIsThatOfTheDesign(Route blue, Sending blueQueue, Route green, Sending greenQueue, Reason expected) {
        TestFunction function = inTwoClusters(blue, green);
        function.sender().answer("https://sqs.test/blue", blueQueue);
        function.sender().answer("https://sqs.test/green", greenQueue);

        Answer answer = function.function().receive(push(TOKEN, Webhooks.bytes("[]")));

        assertThat(answer.reason()).isEqualTo(expected);
        assertThat(answer.results()).hasSize(2);
    }

    static Stream<Arguments> table() {
        return Stream.of(
                        arguments(READY, SENT, READY, SENT, Reason.QUEUED),
                        arguments(READY, SENT, OTHER_TOKEN, SENT, Reason.QUEUED),
                        arguments(READY, SENT, SUSPENDED, SENT, Reason.QUEUED),
                        arguments(READY, SENT, BROKEN_FILTER, SENT, Reason.QUEUED),
                        arguments(READY, SENT, READY, MISSING, Reason.QUEUED),
                        arguments(READY, SENT, READY, TIMEOUT, Reason.QUEUED),
                        arguments(READY, TIMEOUT, READY, TIMEOUT, Reason.QUEUE_UNAVAILABLE),
                        arguments(READY, MISSING, READY, MISSING, Reason.QUEUE_REFUSED),
                        arguments(READY, TIMEOUT, OTHER_TOKEN, SENT, Reason.QUEUE_UNAVAILABLE),
                        arguments(READY, MISSING, OTHER_TOKEN, SENT, Reason.QUEUE_REFUSED),
                        arguments(SUSPENDED, SENT, OTHER_TOKEN, SENT, Reason.SUSPENDED),
                        arguments(NOT_READY, SENT, OTHER_TOKEN, SENT, Reason.NOT_READY),
                        arguments(SUSPENDED, SENT, BROKEN_FILTER, SENT, Reason.SUSPENDED),
                        arguments(NO_TOKEN, SENT, NOT_READY, SENT, Reason.NOT_READY),
                        arguments(NO_TOKEN, SENT, NO_TOKEN, SENT, Reason.NO_TOKEN),
                        arguments(OTHER_TOKEN, SENT, OTHER_TOKEN, SENT, Reason.SIGNATURE_MISMATCH),
                        arguments(OTHER_EVENTS, SENT, OTHER_EVENTS, SENT, Reason.EVENT_NOT_LISTED),
                        arguments(BROKEN_FILTER, SENT, OTHER_TOKEN, SENT, Reason.FILTER_INVALID),
                        arguments(FILTERED, SENT, OTHER_TOKEN, SENT, Reason.PAYLOAD_NOT_AN_OBJECT),
                        arguments(FILTERED, SENT, READY, SENT, Reason.QUEUED))
                .flatMap(row -> Stream.of(row, turned(row)));
    }

    private static Arguments turned(Arguments row) {
        Object[] cells = row.get();
        return arguments(cells[2], cells[3], cells[0], cells[1], cells[4]);
    }

    @Test
    void eachClusterGetsAnEventOfItsOwnUnderItsOwnSeal() {
        TestFunction function = inTwoClusters(READY, READY);

        function.receive(push(TOKEN, BODY));

        // opening them takes the seal and the source of the cluster whose queue took them
        assertThat(function.events())
                .extracting(WebhookEvent::source)
                .containsExactlyInAnyOrder("/sluice/blue", "/sluice/green");
        assertThat(function.events()).extracting(WebhookEvent::id).doesNotHaveDuplicates();
    }

    @Test
    void aWebhookGoesOnlyToTheClustersThatAcceptIt() {
        TestFunction function = inTwoClusters(READY, OTHER_TOKEN);

        function.receive(push(TOKEN, BODY));
        function.receive(push("another token", BODY));

        assertThat(function.events()).extracting(WebhookEvent::source).containsExactly("/sluice/blue", "/sluice/green");
    }

    @Test
    void aQueueThatFailsIsToldEvenWhenAnotherTookItsEvent() {
        TestFunction function = inTwoClusters(READY, READY);
        function.sender().answer("https://sqs.test/green", MISSING);

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUED);

        assertThat(function.lastLine().path("level").asText()).isEqualTo("WARN");
        assertThat(function.lastLine().path("routes")).anySatisfy(route -> {
            assertThat(route.path("cluster").asText()).isEqualTo("green");
            assertThat(route.path("verdict").asText()).isEqualTo("QueueRefused");
            assertThat(route.path("error").asText()).isEqualTo("QueueDoesNotExist");
        });
    }

    @Test
    void queuesAreSentToSideBySide() {
        CyclicBarrier all = new CyclicBarrier(3);
        FanOut fanOut = new FanOut((queueUrl, message, group, budget) -> {
            try {
                all.await(10, TimeUnit.SECONDS);
                return SENT;
            } catch (Exception e) {
                return TIMEOUT;
            }
        });

        List<RouteResult> results =
                fanOut.send(Stream.of("a", "b", "c").map(FanOutTest::event).toList());

        assertThat(results).extracting(RouteResult::reason).containsOnly(Reason.QUEUED);
        assertThat(results).extracting(RouteResult::cluster).containsExactly("a", "b", "c");
    }

    @Test
    void otherConsumersGetTheSameMessageOnceTheClusterHasIt() {
        TestFunction function = copying();

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUED);

        List<RecordingSender.Sent> sent = function.sender().sent();
        assertThat(sent.getFirst().queueUrl()).isEqualTo("https://sqs.test/prod");
        assertThat(sent.subList(1, sent.size()))
                .extracting(RecordingSender.Sent::queueUrl)
                .containsExactlyInAnyOrderElementsOf(COPIES);
        assertThat(sent)
                .extracting(RecordingSender.Sent::message)
                .containsOnly(sent.getFirst().message());
        assertThat(sent.subList(1, sent.size()))
                .extracting(RecordingSender.Sent::budget)
                .containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void whatTheClusterDidNotGetIsNotCopied() {
        TestFunction function = copying();
        function.sender().answer("https://sqs.test/prod", TIMEOUT);

        assertThat(function.receive(push(TOKEN, BODY))).isEqualTo(Reason.QUEUE_UNAVAILABLE);
        assertThat(function.receive(push("another token", BODY))).isEqualTo(Reason.SIGNATURE_MISMATCH);

        assertThat(function.sender().sent()).isEmpty();
    }

    @Test
    void aCopyThatFailsIsToldAndNeitherTheAnswerNorAnotherCopySuffers() {
        TestFunction function = copying();
        function.sender().answer(COPIES.getFirst(), MISSING);

        Answer answer = function.function().receive(push(TOKEN, BODY));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.results()).singleElement().satisfies(result -> {
            assertThat(result.reason()).isEqualTo(Reason.QUEUED);
            assertThat(result.failedCopies())
                    .containsExactly(new FailedCopy("https://sqs.test/copy-1", "QueueDoesNotExist"));
        });
        assertThat(function.sender().sent())
                .extracting(RecordingSender.Sent::queueUrl)
                .containsExactly("https://sqs.test/prod", "https://sqs.test/copy-2");
    }

    @Test
    void copiesAreSentSideBySide() {
        CyclicBarrier all = new CyclicBarrier(2);
        FanOut fanOut = new FanOut((queueUrl, message, group, budget) -> {
            try {
                if (COPIES.contains(queueUrl)) {
                    all.await(10, TimeUnit.SECONDS);
                }
                return SENT;
            } catch (Exception e) {
                return TIMEOUT;
            }
        });

        List<RouteResult> results = fanOut.send(List.of(event(new Cluster("a", "https://sqs.test/a", "a", COPIES))));

        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.failedCopies()).isEmpty());
    }

    private static TestFunction copying() {
        FakeSecrets secrets = FakeSecrets.of("prod", READY);
        secrets.putClusters(new Cluster("prod", "https://sqs.test/prod", "prod", COPIES));
        return new TestFunction(secrets);
    }

    private static Outgoing event(String cluster) {
        return event(cluster(cluster, "all"));
    }

    private static Outgoing event(Cluster cluster) {
        ClusterRoute to = new ClusterRoute(
                cluster, "/sluice/" + cluster.name(), READY, Seal.ofText(FakeSecrets.seal(cluster.name())));
        return new Outgoing.Event(to, UUID.randomUUID(), new SealedMessage("{}", Map.of()));
    }

    private static TestFunction inTwoClusters(Route blue, Route green) {
        FakeSecrets secrets = new FakeSecrets();
        secrets.putClusters(cluster("blue", "prod"), cluster("green", "prod"));
        secrets.putSeal("blue");
        secrets.putSeal("green");
        secrets.putTable("blue", 0, 1, blue);
        secrets.putTable("green", 0, 1, green);
        return new TestFunction(secrets);
    }
}
