package dev.sluice.queue;

import dev.sluice.aws.Errors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * The receipts of a queue's messages: extends those in flight, deletes and gives back in batches of ten. What fails
 * here costs a second delivery, never a message.
 */
final class Receipts {

    private static final int BATCH = 10;
    // long enough to fill a batch under load, too short for anyone to notice
    private static final Duration LINGER = Duration.ofMillis(100);
    private static final int DELETE_CALLS = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_DELAY = Duration.ofHours(12);

    private final SqsClient sqs;
    private final String queueUrl;
    private final Duration visibility;
    private final Semaphore slots;
    private final PollerWatch watch;
    private final ConcurrentMap<String, Held> inFlight = new ConcurrentHashMap<>();
    private final BlockingQueue<String> deletions = new LinkedBlockingQueue<>();
    private final Semaphore deleteCalls = new Semaphore(DELETE_CALLS);

    /**
     * A message that is held.
     *
     * @param since when its visibility began, as of {@link System#nanoTime}
     * @param slots how many it takes
     */
    private record Held(long since, int slots) {}

    /** @param slots of which each message that is held takes some */
    Receipts(SqsClient sqs, String queueUrl, Duration visibility, Semaphore slots, PollerWatch watch) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.visibility = visibility;
        this.slots = slots;
        this.watch = watch;
    }

    /** Holds a message, for which the caller has taken so many slots, until it is deleted, given back or let go. */
    void hold(String receipt, int taken) {
        Held before = inFlight.put(receipt, new Held(System.nanoTime(), taken));
        if (before != null) {
            slots.release(before.slots());
        }
    }

    void delete(String receipt) {
        deletions.add(receipt);
    }

    /** Gives a message back, to be received again after the delay. */
    void giveBack(String receipt, Duration delay) {
        letGo(receipt);
        // an interrupt that is still pending would cut off this call, too
        Thread.interrupted();
        changeVisibility(List.of(receipt), delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay);
    }

    /** Lets go of a message: it shows again when its visibility ends. */
    void letGo(String receipt) {
        Held held = inFlight.remove(receipt);
        if (held != null) {
            slots.release(held.slots());
        }
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Extends the messages whose visibility has run for a third; call it more often than that. */
    void extendDue() {
        long now = System.nanoTime();
        List<String> due = new ArrayList<>();
        inFlight.forEach((receipt, held) -> {
            if (now - held.since() >= visibility.toNanos() / 3) {
                due.add(receipt);
            }
        });
        for (List<String> batch : batches(due)) {
            if (changeVisibility(batch, visibility)) {
                batch.forEach(receipt -> inFlight.computeIfPresent(receipt, (r, held) -> new Held(now, held.slots())));
            }
        }
    }

    /** Gives back all messages that are held, to be received again at once. */
    void giveBackAll() {
        for (List<String> batch : batches(List.copyOf(inFlight.keySet()))) {
            batch.forEach(this::letGo);
            changeVisibility(batch, Duration.ZERO);
        }
    }

    private static List<List<String>> batches(List<String> receipts) {
        List<List<String>> batches = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i += BATCH) {
            batches.add(receipts.subList(i, Math.min(i + BATCH, receipts.size())));
        }
        return batches;
    }

    /** Deletes some of what waits to be deleted, beside the caller; waits a moment for some. */
    void deleteNext() throws InterruptedException {
        String first = deletions.poll(200, TimeUnit.MILLISECONDS);
        if (first == null) {
            return;
        }
        List<String> batch = new ArrayList<>(BATCH);
        batch.add(first);
        long end = System.nanoTime() + LINGER.toNanos();
        String next;
        do {
            next = deletions.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next != null) {
                batch.add(next);
            }
        } while (next != null && batch.size() < BATCH);
        deleteCalls.acquire();
        Thread.ofVirtual().name("delete").start(() -> {
            try {
                deleteOrKeep(batch);
            } finally {
                deleteCalls.release();
            }
        });
    }

    private void deleteOrKeep(List<String> batch) {
        if (!delete(batch)) {
            deletions.addAll(batch);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                // nobody interrupts it
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Deletes all that waits to be deleted, when the calls on their way are over; gives up when SQS is away. */
    void deleteRest(Duration time) {
        boolean answered = true;
        try {
            answered = deleteCalls.tryAcquire(DELETE_CALLS, time.toMillis(), TimeUnit.MILLISECONDS);
            deleteCalls.release(answered ? DELETE_CALLS : 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> batch = new ArrayList<>(BATCH);
        while (answered && deletions.drainTo(batch, BATCH) > 0) {
            answered = delete(batch);
            batch.clear();
        }
    }

    /** Whether SQS answered; until it does the messages stay held, so that nobody handles them again. */
    private boolean delete(List<String> receipts) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(receipts.get(i))
                    .build());
        }
        try {
            List<BatchResultErrorEntry> failed = sqs.deleteMessageBatch(
                            request -> request.queueUrl(queueUrl).entries(entries))
                    .failed();
            failed.forEach(error -> watch.failed("DeleteMessageBatch", error.code()));
            receipts.forEach(this::letGo);
            return true;
        } catch (SdkException e) {
            watch.failed("DeleteMessageBatch", Errors.name(e));
            return false;
        }
    }

    private boolean changeVisibility(List<String> receipts, Duration delay) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < receipts.size(); i++) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(receipts.get(i))
                    .visibilityTimeout((int) delay.toSeconds())
                    .build());
        }
        try {
            sqs.changeMessageVisibilityBatch(
                            request -> request.queueUrl(queueUrl).entries(entries))
                    .failed()
                    .forEach(error -> watch.failed("ChangeMessageVisibilityBatch", error.code()));
            return true;
        } catch (SdkException e) {
            watch.failed("ChangeMessageVisibilityBatch", Errors.name(e));
            return false;
        }
    }
}
