package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import dev.sluice.event.EventSealer;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.route.ReceiverName;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
@Execution(ExecutionMode.CONCURRENT)
class RedriveTest extends PollerTest implements RedriveWatch {

    private static final int ALL = Integer.MAX_VALUE;

    private final List<DeadLetter> found = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    RedriveTest(AwsPart part) {
        super(part);
    }

    @Override
    public void found(DeadLetter letter) {
        found.add(letter);
    }

    @Override
    public void failed(DeadLetter letter, String operation, String error) {
        failures.add(letter.message().body() + " " + operation + " " + error);
    }

    @Override
    public void failed(String operation, String error) {
        failures.add(operation + " " + error);
    }

    @Test
    void aMessageGoesBackWholeButForTheReason() {
        Map<String, MessageAttributeValue> attributes = mixedAttributes();
        queue.sendDeadLetter("body", "WrongSeal", attributes, "team-a");

        RedriveSummary summary = redrive(RedriveTest::any, ALL).move();

        assertThat(summary.redriven()).isEqualTo(1);
        assertThat(summary.complete()).isTrue();
        assertThat(queue.receive()).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("body");
            assertThat(message.messageAttributes())
                    .containsAllEntriesOf(attributes)
                    .hasSize(4)
                    .containsKey(Redrive.MARK);
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "team-a");
        });
        assertThat(queue.deadLetters()).isZero();
        assertThat(failures).isEmpty();
    }

    @Test
    void allOfManyMessagesGoBackEachOnce() {
        List<String> bodies = queue.sendDeadLetters(45);

        RedriveSummary summary = redrive(RedriveTest::any, ALL).move();

        assertThat(summary).isEqualTo(new RedriveSummary(45, 0, 0, summary.left(), summary.stopped()));
        assertThat(queue.receive()).extracting(Message::body).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(queue.deadLetters()).isZero();
    }

    @Test
    void onlyTheChosenReasonsGoBackAndTheOthersCanBeReceivedAtOnce() {
        queue.sendDeadLetter("forged", "WrongSeal", Map.of(), null);
        queue.sendDeadLetter("foreign", "ForeignSource", Map.of(), null);
        queue.sendDeadLetters(1);

        RedriveSummary summary = redrive("WrongSeal"::equals, ALL).move();

        assertThat(summary.redriven()).isEqualTo(1);
        assertThat(summary.left()).isEqualTo(Map.of("ForeignSource", 1, "MaxReceiveCount", 1));
        assertThat(queue.receive()).extracting(Message::body).containsExactly("forged");
        assertThat(queue.receiveDeadLetters())
                .extracting(Message::body)
                .containsExactlyInAnyOrder("foreign", "message-0");
    }

    @Test
    void noMoreGoBackThanTheLimitAllows() {
        queue.sendDeadLetters(25);

        RedriveSummary summary = redrive(RedriveTest::any, 12).move();

        assertThat(summary.redriven()).isEqualTo(12);
        assertThat(summary.complete()).isTrue();
        assertThat(queue.receive()).hasSize(12);
        assertThat(queue.receiveDeadLetters()).hasSize(13);
    }

    @Test
    void poisonThatComesBackStaysAndDoesNotGoRound() {
        queue.sendDeadLetters(5);
        poll(PATIENT, message -> {
            handled.add(message);
            return message.body().equals("message-3") ? new Outcome.Done() : new Outcome.Dead("WrongSeal");
        });

        // from the second on, each message waits until the one before has been through the agent
        RedriveSummary first = redrive(
                        reason -> {
                            int moved = asked.getAndIncrement();
                            Await.until(
                                    "the message before handled", () -> handled.size() == moved && queue.size() == 0);
                            return true;
                        },
                        ALL)
                .move();

        assertThat(first.redriven()).isEqualTo(5);
        assertThat(first.cameBack()).isBetween(3, 4);
        assertThat(first.left()).isEmpty();
        Await.until("the last handled", () -> handled.size() == 5 && queue.size() == 0);
        assertThat(handledBodies()).doesNotHaveDuplicates();

        RedriveSummary second = redrive(RedriveTest::any, ALL).move();

        assertThat(second.redriven()).isEqualTo(4);
        Await.until("the poison back again", () -> queue.size() == 0 && queue.deadLetters() == 4);
        assertThat(handledBodies()).hasSize(9);
    }

    @Test
    void theAgentPutsAMessageThereWholeButForTheReason() {
        Map<String, MessageAttributeValue> attributes = mixedAttributes();
        queue.sendWhole("poison", attributes, "team-a");

        poll(PATIENT, message -> new Outcome.Dead("NotSealed"));
        awaitEmptyQueue();

        assertThat(queue.receiveDeadLetters()).singleElement().satisfies(message -> {
            assertThat(message.messageAttributes())
                    .containsAllEntriesOf(attributes)
                    .hasSize(attributes.size() + 1)
                    .containsKey(DeadLetters.REASON);
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "team-a");
        });
    }

    @Test
    void aListShowsEachMessageAndLeavesAllAsTheyWere() {
        WebhookEvent event = event("d-1", 'a');
        SealedMessage sealed = sealed(event);
        queue.sendDeadLetter(sealed.body(), "WrongSeal", QueueSender.attributes(sealed.attributes()), null);
        queue.sendDeadLetters(11);

        RedriveSummary summary = redrive(RedriveTest::any, ALL).list();

        assertThat(summary.redriven()).isEqualTo(12);
        assertThat(queue.size()).isZero();
        assertThat(found).hasSize(12);
        assertThat(found)
                .filteredOn(letter -> letter.reason().equals("WrongSeal"))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.event()).contains(event);
                    assertThat(letter.sent())
                            .isBetween(
                                    Instant.now().minusSeconds(60),
                                    Instant.now().plusSeconds(60));
                });
        assertThat(found)
                .filteredOn(letter -> letter.reason().equals(DeadLetter.MAX_RECEIVE_COUNT))
                .hasSize(11)
                .allSatisfy(letter -> assertThat(letter.event()).isEmpty());
        assertThat(queue.receiveDeadLetters())
                .hasSize(12)
                .filteredOn(message -> message.body().equals(sealed.body()))
                .singleElement()
                .satisfies(message -> assertThat(message.messageAttributes())
                        .isEqualTo(QueueSender.attributes(with(sealed.attributes(), "sluice-reason", "WrongSeal"))));
    }

    @Test
    void aCompressedEventCanBeReadInAListAndOpenedAfterARedrive() {
        WebhookEvent event = event("d-2", 'a', SealedMessage.MAX_BYTES);
        SealedMessage sealed = sealed(event);
        assertThat(sealed.attributes()).containsEntry(SealedMessage.ENCODING, "gzip");
        queue.sendDeadLetter(sealed.body(), "WrongSeal", QueueSender.attributes(sealed.attributes()), null);

        redrive(RedriveTest::any, ALL).list();
        assertThat(found)
                .singleElement()
                .satisfies(letter -> assertThat(letter.event()).contains(event));

        redrive(RedriveTest::any, ALL).move();
        assertThat(queue.receive()).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo(sealed.body());
            assertThat(QueueMessage.of(message).attributes()).containsAllEntriesOf(sealed.attributes());
        });
    }

    @Test
    void whatCannotBeSentStaysAndCanBeReceivedAtOnce() {
        FaultyEndpoint endpoint = faultyEndpoint();
        queue.sendDeadLetters(3);
        endpoint.fail("SendMessage", 400, "AccessDenied");

        RedriveSummary summary = redrive(endpoint.uri(), RedriveTest::any, ALL).move();

        assertThat(summary.redriven()).isZero();
        assertThat(summary.failed()).isEqualTo(3);
        assertThat(summary.complete()).isFalse();
        assertThat(failures)
                .containsExactlyInAnyOrder(
                        "message-0 SendMessage AccessDenied",
                        "message-1 SendMessage AccessDenied",
                        "message-2 SendMessage AccessDenied");
        assertThat(endpoint.calls("DeleteMessage")).isZero();
        assertThat(queue.receiveDeadLetters()).hasSize(3);
    }

    @Test
    void whatCannotBeDeletedIsDoubledAndNotLostAndNotSentTwiceByOneRun() {
        FaultyEndpoint endpoint = faultyEndpoint();
        queue.sendDeadLetters(2);
        endpoint.fail("DeleteMessage", 500, "InternalError");

        RedriveSummary summary = redrive(endpoint.uri(), RedriveTest::any, ALL).move();

        assertThat(summary.failed()).isEqualTo(2);
        assertThat(failures).allMatch(failure -> failure.contains("DeleteMessage InternalError"));
        assertThat(queue.receive()).extracting(Message::body).containsExactlyInAnyOrder("message-0", "message-1");
        assertThat(queue.receiveDeadLetters())
                .extracting(Message::body)
                .containsExactlyInAnyOrder("message-0", "message-1");
    }

    @Test
    void whenNothingWorksItGivesUpAndSaysSo() {
        FaultyEndpoint endpoint = faultyEndpoint();
        queue.sendDeadLetters(30);
        endpoint.fail("SendMessage", 403, "AccessDenied");

        RedriveSummary summary = redrive(endpoint.uri(), RedriveTest::any, ALL).move();

        assertThat(summary.failed()).isEqualTo(10);
        assertThat(summary.stopped()).contains("10 messages in a row could not be moved");
        assertThat(queue.receiveDeadLetters()).hasSize(30);
    }

    @Test
    void whenTheDeadLetterQueueCannotBeReadNothingIsThrownAndItIsTold() {
        FaultyEndpoint endpoint = faultyEndpoint();
        queue.sendDeadLetters(1);
        endpoint.fail("ReceiveMessage", 403, "AccessDenied");

        assertThat(redrive(endpoint.uri(), RedriveTest::any, ALL).move().stopped())
                .contains("SQS: AccessDenied");
        assertThat(new Redrive(client(queue.endpoint()), queue.another(), RedriveTest::any, ALL, this)
                        .move()
                        .stopped())
                .contains("the queue has no redrive policy, so no dead-letter queue");
        assertThat(queue.deadLetters()).isEqualTo(1);
    }

    @Test
    void aMessageWithoutRoomForTheMarkStaysForItCouldGoRound() {
        queue.sendDeadLetter("ten", null, attributes(10), null);
        queue.sendDeadLetter("nine", "NotSealed", attributes(9), null);

        RedriveSummary summary = redrive(RedriveTest::any, ALL).move();

        assertThat(failures).containsExactly("ten SendMessage TooManyAttributes");
        assertThat(summary.redriven()).isEqualTo(1);
        assertThat(queue.receive())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.messageAttributes()).hasSize(10).containsAllEntriesOf(attributes(9)));
        assertThat(queue.deadLetters()).isEqualTo(1);
    }

    @Test
    void theMarkSurvivesTheWayThroughTheAgentHoweverManyAttributesThereAre() {
        Map<String, MessageAttributeValue> attributes = attributes(9);
        attributes.putAll(QueueSender.attributes(Map.of(Redrive.MARK, "run")));
        queue.sendWhole("ten", attributes, null);

        poll(PATIENT, message -> new Outcome.Dead("NotSealed"));
        awaitEmptyQueue();

        assertThat(queue.receiveDeadLetters())
                .singleElement()
                .satisfies(message -> assertThat(message.messageAttributes())
                        .hasSize(10)
                        .containsKeys(Redrive.MARK, DeadLetters.REASON));
    }

    @Test
    void aDepthCountsWhatCanBeReceivedAndWhatIsHeld() {
        queue.sendDeadLetters(3);
        String deadLetters = queue.deadLettersUrl();
        SqsClient sqs = client(queue.endpoint());
        assertThat(QueueDepth.of(sqs, deadLetters)).isEqualTo(new QueueDepth(3, 0, 0));

        int held = sqs.receiveMessage(request -> request.queueUrl(deadLetters).maxNumberOfMessages(2))
                .messages()
                .size();

        assertThat(QueueDepth.of(sqs, deadLetters)).isEqualTo(new QueueDepth(3 - held, held, 0));
        assertThat(held).isPositive();
    }

    private static Map<String, MessageAttributeValue> mixedAttributes() {
        Map<String, MessageAttributeValue> attributes =
                new HashMap<>(QueueSender.attributes(Map.of("webhook-id", "x")));
        attributes.put(
                "bytes",
                MessageAttributeValue.builder()
                        .dataType("Binary.gzip")
                        .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))
                        .build());
        attributes.put(
                "number",
                MessageAttributeValue.builder()
                        .dataType("Number")
                        .stringValue("42")
                        .build());
        return attributes;
    }

    private static Map<String, MessageAttributeValue> attributes(int count) {
        Map<String, String> attributes = new HashMap<>();
        IntStream.range(0, count).forEach(n -> attributes.put("attribute-" + n, "value"));
        return new HashMap<>(QueueSender.attributes(attributes));
    }

    private static Map<String, String> with(Map<String, String> attributes, String name, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(name, value);
        return more;
    }

    private static WebhookEvent event(String deliveryId, char fill) {
        return event(deliveryId, fill, 1);
    }

    private static WebhookEvent event(String deliveryId, char fill, int length) {
        return new WebhookEvent(
                UUID.randomUUID(),
                "/sluice/test",
                new ReceiverName("apps", "hook"),
                deliveryId,
                "github",
                String.valueOf(fill).repeat(length),
                Instant.parse("2026-11-20T10:00:00Z"),
                null,
                null);
    }

    private static SealedMessage sealed(WebhookEvent event) {
        return EventSealer.seal(event, Seal.ofText("a-key-of-the-seal-0123456789"), event.received(), null)
                .orElseThrow();
    }

    private static boolean any(String reason) {
        return true;
    }

    private Redrive redrive(Predicate<String> reasons, int limit) {
        return redrive(queue.endpoint(), reasons, limit);
    }

    private Redrive redrive(URI endpoint, Predicate<String> reasons, int limit) {
        return new Redrive(client(endpoint), queue.url(), reasons, limit, this);
    }

    private SqsClient client(URI endpoint) {
        return opened(TestQueue.accessBy(endpoint)
                .apply(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build());
    }
}
