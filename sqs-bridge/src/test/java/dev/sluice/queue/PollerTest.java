package dev.sluice.queue;

import dev.sluice.embedded.AwsPart;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of the poller share: a queue, and pollers that end with the test. */
abstract class PollerTest {

    /** Short polls and pauses; a visibility so long that nothing comes back by itself. */
    static final PollerSettings PATIENT = new PollerSettings(
            Duration.ofSeconds(1), Duration.ofSeconds(60), 50, Duration.ofMillis(100), Duration.ofMillis(400));

    /** The same with the shortest visibility. */
    static final PollerSettings HASTY = visibleAfter(Duration.ofSeconds(3));

    private final AwsPart part;
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    final List<QueueMessage> handled = new CopyOnWriteArrayList<>();
    final Heard heard = new Heard();
    TestQueue queue;

    PollerTest(AwsPart part) {
        this.part = part;
    }

    @BeforeEach
    void createQueue() {
        queue = new TestQueue(part);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        if (queue != null) {
            queue.close();
        }
    }

    static PollerSettings visibleAfter(Duration visibility) {
        return new PollerSettings(
                PATIENT.longPoll(), visibility, PATIENT.maxInFlight(), PATIENT.firstBackOff(), PATIENT.maxBackOff());
    }

    static PollerSettings atMost(int inFlight, PollerSettings settings) {
        return new PollerSettings(
                settings.longPoll(), settings.visibility(), inFlight, settings.firstBackOff(), settings.maxBackOff());
    }

    static PollerSettings pollingFor(Duration longPoll, PollerSettings settings) {
        return new PollerSettings(
                longPoll,
                settings.visibility(),
                settings.maxInFlight(),
                settings.firstBackOff(),
                settings.maxBackOff());
    }

    /** Closes it after the test. */
    <T extends AutoCloseable> T opened(T resource) {
        opened.addFirst(resource);
        return resource;
    }

    FaultyEndpoint faultyEndpoint() {
        return opened(FaultyEndpoint.to(queue.endpoint()));
    }

    /** A poller of the queue that runs. */
    QueuePoller poll(PollerSettings settings, MessageHandler handler) {
        return poll(queue.endpoint(), queue.url(), settings, Gate.OPEN, handler);
    }

    QueuePoller poll(URI endpoint, PollerSettings settings, MessageHandler handler) {
        return poll(endpoint, queue.url(), settings, Gate.OPEN, handler);
    }

    QueuePoller poll(URI endpoint, String url, PollerSettings settings, Gate gate, MessageHandler handler) {
        QueuePoller poller = new QueuePoller(TestQueue.accessBy(endpoint), url, settings, gate, handler, heard);
        opened(() -> poller.stop(Duration.ZERO));
        poller.start();
        return poller;
    }

    /** Keeps the message, and says that it is done with. */
    Outcome done(QueueMessage message) {
        handled.add(message);
        return new Outcome.Done();
    }

    List<String> handledBodies() {
        return handled.stream().map(QueueMessage::body).toList();
    }

    void awaitHandled(int count) {
        Await.until(count + " messages handled", () -> handled.size() >= count);
    }

    void awaitEmptyQueue() {
        Await.until("the queue empty", () -> queue.size() == 0);
    }
}
