package dev.sluice.queue;

import dev.sluice.aws.Errors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Receives messages: one loop that waits for them, and more beside it as long as there is a backlog, because an answer
 * of SQS holds ten messages at the most.
 */
final class ReceiveLoops {

    private static final int BATCH = 10;
    private static final int CHARACTERS_A_SLOT = 1024;
    // with two calls that delete: as many connections as the SDK's URL connection client keeps
    private static final int MOST_BESIDE = 2;
    private static final Duration POLL_BESIDE = Duration.ofSeconds(1);
    // a few messages a call would cost as much as ten
    private static final long FULL_BATCH_MILLIS = 50;

    private final SqsClient sqs;
    private final String queueUrl;
    private final PollerSettings settings;
    private final Gate gate;
    private final Semaphore slots;
    private final Taker taker;
    private final PollerWatch watch;
    private final int batch;
    private final int mostSlotsMore;
    private final Semaphore beside = new Semaphore(MOST_BESIDE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running = true;

    /**
     * @param slots of which each message that is held takes one for each KiB that it has begun, so that they bound the
     *     memory
     * @param taker takes each message, and its slots with it
     */
    ReceiveLoops(
            SqsClient sqs,
            String queueUrl,
            PollerSettings settings,
            Gate gate,
            Semaphore slots,
            Taker taker,
            PollerWatch watch) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.settings = settings;
        this.gate = gate;
        this.slots = slots;
        this.taker = taker;
        this.watch = watch;
        this.batch = Math.min(BATCH, settings.maxInFlight());
        // what all loops have received but not handed on holds slots, too, and must leave enough for one to go on
        this.mostSlotsMore = Math.max(0, (settings.maxInFlight() - BATCH * (1 + MOST_BESIDE)) / 4);
    }

    /** Takes a message. */
    @FunctionalInterface
    interface Taker {
        /** Must not block. */
        void take(Message message, int slots);
    }

    void start() {
        threads.execute(this::receiveAll);
    }

    /** Receives no more; what was just received is still accepted. */
    void stop() {
        running = false;
        threads.shutdownNow();
    }

    /** Waits until nothing more can be accepted, as long as the time lasts. */
    void join(Duration time) throws InterruptedException {
        threads.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void receiveAll() {
        BackOff backOff = new BackOff(settings.firstBackOff(), settings.maxBackOff());
        try {
            while (running) {
                int received = receiveOnce(settings.longPoll());
                if (received >= 0) {
                    backOff.reset();
                } else if (running) {
                    Thread.sleep(backOff.next());
                }
                if (received == BATCH && beside.tryAcquire()) {
                    threads.execute(this::receiveBacklog);
                }
            }
        } catch (InterruptedException | RejectedExecutionException e) {
            // only stop() does that: there is nothing left to do
            return;
        }
    }

    private void receiveBacklog() {
        try {
            while (running && receiveOnce(POLL_BESIDE) > 0) {
                // as long as some come
            }
        } catch (InterruptedException e) {
            return;
        } finally {
            beside.release();
        }
    }

    /** How many came; less than none when SQS could not be asked. */
    private int receiveOnce(Duration wait) throws InterruptedException {
        int free = takeSlots();
        List<Message> messages = List.of();
        try {
            gate.awaitOpen();
            messages = receive(free, wait);
            return messages.size();
        } catch (SdkException e) {
            if (running) {
                watch.failed("ReceiveMessage", Errors.name(e));
            }
            return -1;
        } catch (RuntimeException e) {
            watch.broke(e);
            return -1;
        } finally {
            slots.release(free - messages.size());
            messages.forEach(this::take);
        }
    }

    /** Waits for further slots if the message is a long one. */
    private void take(Message message) {
        int more = Math.min(message.body().length() / CHARACTERS_A_SLOT, mostSlotsMore);
        if (running && more > 0) {
            try {
                slots.acquire(more);
                taker.take(message, 1 + more);
                return;
            } catch (InterruptedException e) {
                // stopped: it is taken all the same
                Thread.currentThread().interrupt();
            }
        }
        taker.take(message, 1);
    }

    /** Those of a full batch if they come free soon, else some, so that no more is received than can be handled. */
    private int takeSlots() throws InterruptedException {
        if (slots.tryAcquire(batch, FULL_BATCH_MILLIS, TimeUnit.MILLISECONDS)) {
            return batch;
        }
        slots.acquire();
        int free = 1;
        while (free < batch && slots.tryAcquire()) {
            free++;
        }
        return free;
    }

    private List<Message> receive(int most, Duration wait) {
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(most)
                        .waitTimeSeconds((int)
                                Math.min(wait.toSeconds(), settings.longPoll().toSeconds()))
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
}
