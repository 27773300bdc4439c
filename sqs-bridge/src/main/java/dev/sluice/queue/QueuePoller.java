package dev.sluice.queue;

import dev.sluice.aws.Errors;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The receiving end of a queue: long polls, handles each message on a virtual thread of its own, keeps it hidden
 * while that lasts, and deletes it, gives it back or puts it on the dead-letter queue as the handler says. At least
 * once: a message is deleted only after its handler is done.
 */
public final class QueuePoller implements AutoCloseable {

    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final PollerSettings settings;
    private final MessageHandler handler;
    private final PollerWatch watch;

    private final PollerClients clients;
    private final Receipts receipts;
    private final DeadLetters deadLetters;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final ReceiveLoops receiving;
    private final Thread deleter;
    private final Thread extender;
    private volatile boolean running = true;
    private volatile boolean settled;

    /**
     * A poller of one queue; {@link #start} starts it.
     *
     * @param common endpoint, region and credentials of the clients that it makes
     * @param queueUrl the queue; its redrive policy names the dead-letter queue
     * @param settings how it works
     * @param gate while it is shut, nothing is received
     * @param handler what handles the messages
     * @param watch hears what it meets
     */
    public QueuePoller(
            UnaryOperator<SqsClientBuilder> common,
            String queueUrl,
            PollerSettings settings,
            Gate gate,
            MessageHandler handler,
            PollerWatch watch) {
        this.settings = settings;
        this.handler = handler;
        this.watch = watch;
        this.clients = new PollerClients(common);
        Semaphore slots = new Semaphore(settings.maxInFlight());
        this.receipts = new Receipts(clients.settling(), queueUrl, settings.visibility(), slots, watch);
        this.deadLetters = new DeadLetters(clients.settling(), queueUrl);
        this.receiving = new ReceiveLoops(clients.receiving(), queueUrl, settings, gate, slots, this::accept, watch);
        this.deleter = Thread.ofVirtual().name("delete").unstarted(this::deleteAll);
        this.extender = Thread.ofVirtual().name("extend").unstarted(this::extendAll);
    }

    /** Starts to poll. */
    public void start() {
        receiving.start();
        deleter.start();
        extender.start();
    }

    /** How many messages are held: being handled, or waiting to be deleted. */
    public int inFlight() {
        return receipts.inFlight();
    }

    /**
     * Stops in order: receives no more, lets the running handlers finish, interrupts what has not finished by then and
     * gives it back, deletes what is done.
     *
     * @param grace how long running handlers may take
     */
    public void stop(Duration grace) {
        running = false;
        // before the calls are cut off: a call that fails by that is no failure
        receiving.stop();
        clients.abortReceiving();
        try {
            // what it has just received still goes to the handlers
            receiving.join(LAST_CALLS);
            handlers.shutdown();
            if (!handlers.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                handlers.shutdownNow();
                handlers.awaitTermination(LAST_CALLS.toMillis(), TimeUnit.MILLISECONDS);
            }
            settled = true;
            extender.interrupt();
            // not interrupted: it has taken what it is about to delete
            join(deleter);
        } catch (InterruptedException e) {
            handlers.shutdownNow();
            settled = true;
            Thread.currentThread().interrupt();
        }
        receipts.deleteRest(LAST_CALLS);
        clients.close();
    }

    /** Stops with a grace of 10 s. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }

    private static void join(Thread thread) throws InterruptedException {
        if (thread.isAlive()) {
            thread.join(LAST_CALLS);
        }
    }

    private void accept(Message message, int slots) {
        receipts.hold(message.receiptHandle(), slots);
        try {
            handlers.execute(() -> settle(message));
        } catch (RejectedExecutionException e) {
            // stopped meanwhile
            receipts.giveBack(message.receiptHandle(), Duration.ZERO);
        }
    }

    private void settle(Message message) {
        String receipt = message.receiptHandle();
        try {
            switch (handler.handle(QueueMessage.of(message))) {
                case Outcome.Done() -> receipts.delete(receipt);
                case Outcome.Later(Duration delay) -> receipts.giveBack(receipt, delay);
                case Outcome.Dead dead -> bury(message, dead);
            }
        } catch (InterruptedException e) {
            receipts.giveBack(receipt, Duration.ZERO);
        } catch (RuntimeException e) {
            watch.broke(e);
            letGo(receipt);
        } catch (Error e) {
            // a stack overflow in a filter, for example; were it to end this thread, the message would be held for ever
            watch.broke(new IllegalStateException("the handler failed", e));
            letGo(receipt);
        }
    }

    private void bury(Message message, Outcome.Dead dead) {
        try {
            deadLetters.send(message, dead.reason());
            watch.dead(dead.reason());
            receipts.delete(message.receiptHandle());
        } catch (SdkException e) {
            watch.failed("SendMessage", Errors.name(e));
            letGo(message.receiptHandle());
        } catch (DeadLetterQueue.Missing e) {
            if (dead.orDrop()) {
                watch.dropped(dead.reason());
                receipts.delete(message.receiptHandle());
            } else {
                watch.failed("SendMessage", "NoDeadLetterQueue");
                letGo(message.receiptHandle());
            }
        }
    }

    /** It comes again: when its visibility ends, or at once when this poller stops. */
    private void letGo(String receipt) {
        if (running) {
            receipts.letGo(receipt);
        } else {
            receipts.giveBack(receipt, Duration.ZERO);
        }
    }

    private void deleteAll() {
        while (!settled) {
            try {
                receipts.deleteNext();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void extendAll() {
        Duration period = settings.visibility().dividedBy(10);
        while (!settled) {
            try {
                Thread.sleep(period);
                receipts.extendDue();
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
