package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.Message;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
@Execution(ExecutionMode.CONCURRENT)
class QueuePollerTest extends PollerTest {

    QueuePollerTest(AwsPart part) {
        super(part);
    }

    @Test
    void aMessageComesWithAllThatWasSentAndWhenAndIsDeletedWhenItIsDone() {
        queue.send("{\"a\":1}", Map.of("webhook-id", "id", "other", "v\u00e4lue"));
        Instant before = Instant.now();

        poll(PATIENT, this::done);
        awaitHandled(1);

        QueueMessage message = handled.getFirst();
        assertThat(message.body()).isEqualTo("{\"a\":1}");
        assertThat(message.attributes()).isEqualTo(Map.of("webhook-id", "id", "other", "v\u00e4lue"));
        assertThat(message.receiveCount()).isEqualTo(1);
        assertThat(message.id()).isNotEmpty();
        assertThat(message.sent()).isBetween(before.minusSeconds(60), before.plusSeconds(60));
        awaitEmptyQueue();
    }

    @Test
    void manyMessagesAreEachHandledOnceAndDeletedInBatches() {
        FaultyEndpoint endpoint = faultyEndpoint();
        List<String> bodies = queue.send(100);
        CountDownLatch all = new CountDownLatch(50);

        poll(endpoint.uri(), PATIENT, message -> {
            all.countDown();
            all.await();
            return done(message);
        });
        awaitHandled(100);
        awaitEmptyQueue();

        assertThat(handledBodies()).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(endpoint.calls("DeleteMessage")).isZero();
        assertThat(endpoint.calls("DeleteMessageBatch")).isLessThan(60);
        assertThat(heard.failed).isEmpty();
        assertThat(heard.received.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
    }

    @Test
    void aMessageStaysHiddenForAsLongAsItIsHandledHoweverShortItsVisibility() {
        MessageHandler slow = message -> {
            handled.add(message);
            Thread.sleep(Duration.ofSeconds(8));
            return new Outcome.Done();
        };
        queue.send(1);

        QueuePoller one = poll(HASTY, slow);
        QueuePoller other = poll(HASTY, slow);
        awaitHandled(1);
        Await.until("done", () -> one.inFlight() + other.inFlight() == 0);
        awaitEmptyQueue();

        assertThat(handled).hasSize(1);
        assertThat(heard.failed).isEmpty();
    }

    @Test
    void whatIsForLaterComesAgainAfterItsDelay() {
        List<Long> times = new CopyOnWriteArrayList<>();
        queue.send(1);

        poll(PATIENT, message -> {
            times.add(System.nanoTime());
            return message.receiveCount() == 1 ? new Outcome.Later(Duration.ofSeconds(2)) : done(message);
        });
        awaitHandled(1);
        awaitEmptyQueue();

        assertThat(times).hasSize(2);
        // SQS counts in seconds
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThan(Duration.ofSeconds(1));
        assertThat(handled.getFirst().receiveCount()).isEqualTo(2);
    }

    @Test
    void whatIsForLaterWithoutDelayComesAgainAtOnceAndWithAnEndlessOneIsKeptAsLongAsSqsCan() {
        queue.send(2);

        poll(PATIENT, message -> {
            if (message.body().equals("message-1")) {
                return new Outcome.Later(Duration.ofDays(365));
            }
            return message.receiveCount() == 1 ? new Outcome.Later(Duration.ZERO) : done(message);
        });
        awaitHandled(1);
        Await.until("one message left", () -> queue.size() == 1);

        assertThat(queue.receive()).isEmpty();
        assertThat(heard.failed).isEmpty();
    }

    @Test
    void aDeadMessageGoesToTheDeadLetterQueueWithItsAttributesAndTheReason() {
        queue.send("poison", Map.of("webhook-id", "x", "webhook-signature", "v1,y"));

        poll(PATIENT, message -> new Outcome.Dead("WrongSeal"));
        awaitEmptyQueue();

        assertThat(queue.receiveDeadLetters()).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("poison");
            assertThat(message.messageAttributes())
                    .isEqualTo(QueueSender.attributes(
                            Map.of("webhook-id", "x", "webhook-signature", "v1,y", "sluice-reason", "WrongSeal")));
        });
        assertThat(heard.dead).containsExactly("WrongSeal");
        assertThat(heard.failed).isEmpty();
    }

    @Test
    void aDeadMessageWithAsManyAttributesAsSqsAllowsStillGetsItsReason() {
        Map<String, String> attributes = new HashMap<>();
        IntStream.range(0, 10).forEach(n -> attributes.put("attribute-" + n, "value"));
        queue.send("poison", attributes);

        poll(PATIENT, message -> new Outcome.Dead("WrongSeal"));
        awaitEmptyQueue();

        assertThat(queue.receiveDeadLetters())
                .singleElement()
                .satisfies(message ->
                        assertThat(message.messageAttributes()).hasSize(10).containsKey("sluice-reason"));
    }

    @Test
    void aQueueWithoutDeadLetterQueueLosesNothing() {
        String url = queue.another();
        queue.sqs().sendMessage(request -> request.queueUrl(url).messageBody("poison"));

        poll(queue.endpoint(), url, HASTY, Gate.OPEN, message -> {
            handled.add(message);
            return new Outcome.Dead("WrongSeal");
        });
        awaitHandled(2);

        assertThat(handledBodies()).containsOnly("poison");
        assertThat(heard.failed).contains("SendMessage NoDeadLetterQueue").doesNotContain("DeleteMessageBatch");
        assertThat(heard.dead).isEmpty();
    }

    @Test
    void aHandlerThatThrowsGetsItsMessageAgainAndHoldsUpNoOther() {
        IllegalStateException defect = new IllegalStateException("defect");
        StackOverflowError overflow = new StackOverflowError();
        queue.send(4);

        QueuePoller poller = poll(HASTY, message -> {
            if (message.receiveCount() == 1 && message.body().equals("message-1")) {
                throw defect;
            }
            if (message.receiveCount() == 1 && message.body().equals("message-2")) {
                throw overflow;
            }
            return done(message);
        });
        awaitHandled(4);
        awaitEmptyQueue();

        assertThat(handledBodies()).containsExactlyInAnyOrder("message-0", "message-1", "message-2", "message-3");
        assertThat(heard.broke).hasSize(2).contains(defect);
        assertThat(heard.broke).anySatisfy(broke -> assertThat(broke).hasCause(overflow));
        Await.until("nothing held", () -> poller.inFlight() == 0);
    }

    @Test
    void noMoreMessagesAreInFlightThanAllowed() {
        AtomicInteger running = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        CountDownLatch three = new CountDownLatch(3);
        queue.send(25);

        poll(atMost(3, PATIENT), message -> {
            seen.add(running.incrementAndGet());
            three.countDown();
            three.await();
            Thread.sleep(5);
            running.decrementAndGet();
            return done(message);
        });
        awaitHandled(25);

        assertThat(seen).contains(3).allMatch(count -> count <= 3);
        assertThat(heard.received).allMatch(count -> count <= 3);
        awaitEmptyQueue();
    }

    @Test
    void aLongMessageCountsAsSeveral() {
        AtomicInteger running = new AtomicInteger();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        String text = "x".repeat(100_000);
        for (int n = 0; n < 30; n++) {
            queue.send(n + text, Map.of());
        }

        // each takes one place, and a quarter of the twenty that are not for what the loops have just received
        poll(atMost(50, PATIENT), message -> {
            seen.add(running.incrementAndGet());
            Thread.sleep(50);
            running.decrementAndGet();
            return done(message);
        });
        awaitHandled(30);
        awaitEmptyQueue();

        assertThat(seen).allMatch(count -> count <= 8);
    }

    @Test
    void whileTheGateIsShutNothingIsReceived() {
        FaultyEndpoint endpoint = faultyEndpoint();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        queue.send(1);

        poll(
                endpoint.uri(),
                queue.url(),
                PATIENT,
                () -> {
                    asked.countDown();
                    open.await();
                },
                this::done);
        Await.until("the gate asked", () -> asked.getCount() == 0);
        Await.pause(Duration.ofMillis(200));
        assertThat(endpoint.calls("ReceiveMessage")).isZero();

        open.countDown();
        awaitHandled(1);
    }

    @Test
    void aGateThatThrowsDoesNotEndThePoller() {
        AtomicInteger asked = new AtomicInteger();
        queue.send(1);

        poll(
                queue.endpoint(),
                queue.url(),
                PATIENT,
                () -> {
                    if (asked.incrementAndGet() <= 2) {
                        throw new IllegalStateException("gate");
                    }
                },
                this::done);
        awaitHandled(1);

        assertThat(heard.broke).hasSize(2);
    }

    @Test
    void severalPollersShareAQueue() {
        List<String> bodies = queue.send(60);
        Map<String, List<String>> byPoller =
                Map.of("a", new CopyOnWriteArrayList<>(), "b", new CopyOnWriteArrayList<>());

        byPoller.forEach((name, its) -> poll(atMost(5, PATIENT), message -> {
            its.add(message.body());
            Thread.sleep(20);
            return done(message);
        }));
        awaitHandled(60);
        awaitEmptyQueue();

        List<String> all = new ArrayList<>();
        byPoller.values().forEach(all::addAll);
        assertThat(all).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(byPoller.values()).noneMatch(List::isEmpty);
        assertThat(queue.receiveDeadLetters()).extracting(Message::body).isEmpty();
    }
}
