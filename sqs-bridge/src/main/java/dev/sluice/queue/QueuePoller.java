package dev.sluice.queue;

import dev.sluice.aws.Errors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The receiving end of a queue: long polls, handles each message on a virtual thread of its own, keeps it hidden
 * while that lasts, and deletes it, gives it back or puts it on the dead-letter queue as the handler says. At least
 * once: a message is deleted only after its handler is done.
 */
public final class QueuePoller implements AutoCloseable {

    private static final int BATCH = 10;

    private final String queueUrl;
    private final PollerSettings settings;
    private final Gate gate;
    private final MessageHandler handler;
    private final PollerWatch watch;

    private final PollerClients clients;
    private final Receipts receipts;
    private final DeadLetters deadLetters;
    private final Semaphore slots;
    private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread receiver;
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
        this.queueUrl = queueUrl;
        this.settings = settings;
        this.gate = gate;
        this.handler = handler;
        this.watch = watch;
        this.clients = new PollerClients(common);
        this.slots = new Semaphore(settings.maxInFlight());
        this.receipts = new Receipts(clients.settling(), queueUrl, settings.visibility(), slots, watch);
        this.deadLetters = new DeadLetters(clients.settling(), queueUrl);
        this.receiver = Thread.ofVirtual().name("receive").unstarted(this::receiveAll);
        this.deleter = Thread.ofVirtual().name("delete").unstarted(this::deleteAll);
        this.extender = Thread.ofVirtual().name("extend").unstarted(this::extendAll);
    }

    /** Starts to poll. */
    public void start() {
        receiver.start();
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
        clients.abortReceiving();
        receiver.interrupt();
        try {
            // what it has just received still goes to the handlers
            join(receiver);
            handlers.shutdown();
            if (!handlers.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                handlers.shutdownNow();
                handlers.awaitTermination(5, TimeUnit.SECONDS);
            }
            settled = true;
            extender.interrupt();
            // not interrupted: its last batch is on its way
            join(deleter);
        } catch (InterruptedException e) {
            handlers.shutdownNow();
            settled = true;
            Thread.currentThread().interrupt();
        }
        receipts.deleteRest();
        clients.close();
    }

    /** Stops with a grace of 10 s. */
    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }

    private static void join(Thread thread) throws InterruptedException {
        if (thread.isAlive()) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    private void receiveAll() {
        BackOff backOff = new BackOff(settings.firstBackOff(), settings.maxBackOff());
        try {
            while (running) {
                if (receiveOnce()) {
                    backOff.reset();
                } else if (running) {
                    Thread.sleep(backOff.next());
                }
            }
        } catch (InterruptedException e) {
            // only stop() interrupts: there is nothing left to do
            return;
        }
    }

    private boolean receiveOnce() throws InterruptedException {
        int free = takeSlots();
        List<Message> messages = List.of();
        try {
            gate.awaitOpen();
            messages = receive(free);
            return true;
        } catch (SdkException e) {
            if (running) {
                watch.failed("ReceiveMessage", Errors.name(e));
            }
            return false;
        } catch (RuntimeException e) {
            watch.broke(e);
            return false;
        } finally {
            slots.release(free - messages.size());
            messages.forEach(this::accept);
        }
    }

    /** At least one, so that a receive never comes back with more than can be handled. */
    private int takeSlots() throws InterruptedException {
        slots.acquire();
        int free = 1;
        while (free < BATCH && slots.tryAcquire()) {
            free++;
        }
        return free;
    }

    private List<Message> receive(int most) {
        List<Message> messages = clients.receiving()
                .receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds((int) settings.longPoll().toSeconds())
                        .visibilityTimeout((int) settings.visibility().toSeconds())
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messages();
        watch.received(messages.size());
        return messages;
    }

    private void accept(Message message) {
        receipts.hold(message.receiptHandle());
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
                case Outcome.Dead(String reason) -> bury(message, reason);
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

    private void bury(Message message, String reason) {
        try {
            deadLetters.send(message, reason);
            watch.dead(reason);
            receipts.delete(message.receiptHandle());
        } catch (SdkException e) {
            watch.failed("SendMessage", Errors.name(e));
            letGo(message.receiptHandle());
        } catch (DeadLetterQueue.Missing e) {
            watch.failed("SendMessage", "NoDeadLetterQueue");
            letGo(message.receiptHandle());
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
