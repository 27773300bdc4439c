package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
@Execution(ExecutionMode.CONCURRENT)
class QueuePollerStopTest extends PollerTest {

    QueuePollerStopTest(AwsPart part) {
        super(part);
    }

    @Test
    void anIdleLongPollDoesNotHoldUpTheStop() {
        FaultyEndpoint endpoint = faultyEndpoint();
        QueuePoller poller = poll(endpoint.uri(), pollingFor(Duration.ofSeconds(20), PATIENT), this::done);
        Await.until("a long poll under way", () -> endpoint.calls("ReceiveMessage") == 1);
        Await.pause(Duration.ofMillis(200));

        long start = System.nanoTime();
        poller.stop(Duration.ofSeconds(10));

        assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
        assertThat(heard.failed).isEmpty();
        assertThat(endpoint.calls("ReceiveMessage")).isEqualTo(1);
    }

    @Test
    void aShutGateDoesNotHoldUpTheStop() {
        CountDownLatch never = new CountDownLatch(1);
        QueuePoller poller = poll(queue.endpoint(), queue.url(), PATIENT, never::await, this::done);

        long start = System.nanoTime();
        poller.stop(Duration.ofSeconds(10));

        assertThat(since(start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void runningHandlersFinishWithinTheGrace() {
        CountDownLatch running = new CountDownLatch(5);
        queue.send(5);
        QueuePoller poller = poll(PATIENT, message -> {
            running.countDown();
            Thread.sleep(1000);
            return done(message);
        });
        Await.until("all handlers running", () -> running.getCount() == 0);

        long start = System.nanoTime();
        poller.stop(Duration.ofSeconds(20));

        assertThat(since(start)).isLessThan(Duration.ofSeconds(10));
        assertThat(handled).hasSize(5);
        assertThat(queue.size()).isZero();
        assertThat(poller.inFlight()).isZero();
        assertThat(heard.failed).isEmpty();
    }

    /** How a handler may end when it is interrupted. */
    enum Ending {
        INTERRUPTED,
        THROWS,
        LATER,
        DEAD
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void whatIsNotFinishedWithinTheGraceIsGivenBackAtOnce(Ending ending) {
        CountDownLatch running = new CountDownLatch(5);
        CountDownLatch never = new CountDownLatch(1);
        List<String> bodies = queue.send(5);
        // as many messages as it may hold: no further poll is under way that could take what is given back
        QueuePoller poller = poll(atMost(5, PATIENT), message -> {
            running.countDown();
            try {
                never.await();
                return new Outcome.Done();
            } catch (InterruptedException e) {
                if (ending == Ending.INTERRUPTED) {
                    throw e;
                }
                // as many a library does
                Thread.currentThread().interrupt();
                return switch (ending) {
                    case LATER -> new Outcome.Later(Duration.ZERO);
                    case DEAD -> new Outcome.Dead("Interrupted");
                    default -> throw new IllegalStateException(e);
                };
            }
        });
        Await.until("all handlers running", () -> running.getCount() == 0);

        long start = System.nanoTime();
        poller.stop(Duration.ofMillis(200));
        assertThat(since(start)).isLessThan(Duration.ofSeconds(5));

        // their visibility of 60 s is far from over
        poll(PATIENT, this::done);
        Await.until("received again", Duration.ofSeconds(15), () -> new HashSet<>(handledBodies()).containsAll(bodies));
    }

    @Test
    void whatIsDoneIsDeletedHoweverSoonTheStopFollows() {
        for (int round = 1; round <= 8; round++) {
            String url = queue.another();
            queue.send(url, 10);
            int expected = 10 * round;
            QueuePoller poller = poll(queue.endpoint(), url, PATIENT, Gate.OPEN, this::done);
            Await.until("all handled", () -> handled.size() == expected);

            poller.stop(Duration.ofSeconds(10));

            assertThat(queue.size(url)).isZero();
        }
        assertThat(heard.failed).isEmpty();
    }

    @Test
    void aStopIsAllowedBeforeTheStartAndTwice() {
        QueuePoller poller = new QueuePoller(queue.access(), queue.url(), PATIENT, Gate.OPEN, this::done, heard);

        poller.stop(Duration.ofSeconds(1));
        poller.close();

        assertThat(heard.failed).isEmpty();
    }

    @Test
    void noMessageIsLostThoughPollersComeAndGo() throws InterruptedException {
        List<String> bodies = queue.send(400);
        Set<String> done = ConcurrentHashMap.newKeySet();
        AtomicInteger calls = new AtomicInteger();
        MessageHandler moody = message -> {
            int call = calls.incrementAndGet();
            Thread.sleep(call % 40);
            if (call % 11 == 0) {
                throw new IllegalStateException("moody");
            }
            if (call % 11 == 1) {
                return new Outcome.Later(Duration.ZERO);
            }
            done.add(message.body());
            return new Outcome.Done();
        };

        List<Thread> churners = Stream.of(1, 2)
                .map(seed -> Thread.startVirtualThread(() -> churn(new Random(seed), moody)))
                .toList();
        for (Thread churner : churners) {
            churner.join();
        }
        poll(HASTY, moody);
        awaitEmptyQueue();

        assertThat(done).containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(queue.receiveDeadLetters()).isEmpty();
    }

    private void churn(Random random, MessageHandler handler) {
        for (int i = 0; i < 12; i++) {
            QueuePoller poller = poll(atMost(20, HASTY), handler);
            Await.pause(Duration.ofMillis(random.nextInt(300)));
            poller.stop(Duration.ofMillis(random.nextInt(40)));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
