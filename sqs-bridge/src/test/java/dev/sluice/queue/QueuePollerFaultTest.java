package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.FaultProxy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
@Execution(ExecutionMode.CONCURRENT)
class QueuePollerFaultTest extends PollerTest {

    QueuePollerFaultTest(AwsPart part) {
        super(part);
    }

    @Test
    void whenSqsIsAwayThePollerBacksOffAndGoesOnOnceItIsBack() {
        FaultProxy network = opened(FaultProxy.to(queue.endpoint()));
        network.down();
        long start = System.nanoTime();

        // hasty: a poll that was cut off may have taken a message, which shows again when its visibility ends
        poll(network.uri(), HASTY, this::done);
        Await.until("six failures", () -> heard.failed.size() >= 6);
        // 100 + 200 + 3 * 400 ms, each shortened by a half at the most
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
        assertThat(heard.failed).allMatch(failure -> failure.startsWith("ReceiveMessage "));

        network.up();
        queue.send(1);
        awaitHandled(1);

        network.down();
        int before = heard.failed.size();
        Await.until("a failure again", () -> heard.failed.size() > before);
        network.up();
        queue.send(1);
        awaitHandled(2);
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError",
        "503, ServiceUnavailable",
        "400, ThrottlingException",
        "403, AccessDenied",
        "400, QueueDoesNotExist"
    })
    void whenReceivingIsRefusedThePollerBacksOffAndGoesOnOnceItIsNot(int status, String error) {
        FaultyEndpoint endpoint = faultyEndpoint();
        endpoint.fail("ReceiveMessage", status, error);
        queue.send(1);
        long start = System.nanoTime();

        poll(endpoint.uri(), PATIENT, this::done);
        Await.until("five failures", () -> heard.failed.size() >= 5);
        // 100 + 200 + 400 + 400 ms, each shortened by a half at the most
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
        assertThat(heard.failed).containsOnly("ReceiveMessage " + error);

        endpoint.heal();
        awaitHandled(1);
    }

    @Test
    void whileDeletingFailsWhatIsDoneIsHeldAndNoMoreIsReceivedThanAllowed() {
        FaultyEndpoint endpoint = faultyEndpoint();
        endpoint.fail("DeleteMessageBatch", 500, "InternalError");
        List<String> bodies = queue.send(12);

        QueuePoller poller = poll(endpoint.uri(), atMost(5, HASTY), this::done);
        awaitHandled(5);
        // longer than the visibility: were they not extended, they would come again
        Await.pause(Duration.ofSeconds(5));
        assertThat(handled).hasSize(5);
        assertThat(poller.inFlight()).isEqualTo(5);
        assertThat(heard.failed).contains("DeleteMessageBatch InternalError");

        endpoint.heal();
        awaitHandled(12);
        awaitEmptyQueue();
        assertThat(handledBodies()).containsExactlyInAnyOrderElementsOf(bodies);
    }

    @Test
    void aMessageThatCannotBeExtendedComesAgainAndThePollerGoesOn() {
        FaultyEndpoint endpoint = faultyEndpoint();
        endpoint.fail("ChangeMessageVisibilityBatch", 403, "AccessDenied");
        queue.send(1);

        poll(endpoint.uri(), HASTY, message -> {
            handled.add(message);
            if (message.receiveCount() == 1) {
                Thread.sleep(Duration.ofSeconds(6));
            }
            return new Outcome.Done();
        });
        awaitHandled(2);
        awaitEmptyQueue();

        assertThat(heard.failed).contains("ChangeMessageVisibilityBatch AccessDenied");
    }

    @Test
    void aDeadMessageThatTheDeadLetterQueueDoesNotTakeComesAgain() {
        FaultyEndpoint endpoint = faultyEndpoint();
        endpoint.fail("SendMessage", 403, "AccessDenied");
        queue.send(1);

        poll(endpoint.uri(), HASTY, message -> {
            handled.add(message);
            return new Outcome.Dead("WrongSeal");
        });
        Await.until("a failure", () -> heard.failed.contains("SendMessage AccessDenied"));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(heard.dead).isEmpty();

        endpoint.heal();
        awaitEmptyQueue();
        assertThat(queue.receiveDeadLetters()).hasSize(1);
        assertThat(heard.dead).containsExactly("WrongSeal");
    }

    @Test
    void aStopEndsThoughSqsIsAway() {
        FaultProxy network = opened(FaultProxy.to(queue.endpoint()));
        queue.send(3);
        QueuePoller poller = poll(network.uri(), PATIENT, message -> {
            done(message);
            Await.until("SQS away", () -> !heard.failed.isEmpty());
            return new Outcome.Done();
        });
        awaitHandled(3);
        network.down();

        long start = System.nanoTime();
        Await.until("SQS away", () -> !heard.failed.isEmpty());
        poller.stop(Duration.ofSeconds(10));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
