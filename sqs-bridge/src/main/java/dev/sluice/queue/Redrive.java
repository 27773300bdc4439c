package dev.sluice.queue;

import dev.sluice.aws.Errors;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * One run that moves messages from a queue's dead-letter queue back to the queue. Each is received, sent, then deleted:
 * whatever fails, none is lost; one may be doubled.
 *
 * <p>SQS's own redrive (StartMessageMoveTask) can neither choose nor tell what it moves.
 */
public final class Redrive {

    /** The run that put a message back on the queue. */
    static final String MARK = "sluice-redrive";

    private static final int GIVE_UP_AFTER = 10;

    private final SqsClient sqs;
    private final String queueUrl;
    private final Predicate<String> reasons;
    private final int limit;
    private final RedriveWatch watch;

    private final String run =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final SortedMap<String, Integer> left = new TreeMap<>();
    private int redriven;
    private int failed;
    private int failedInARow;
    private int cameBack;

    /**
     * A run, to be used once.
     *
     * @param sqs the client; its retries are this run's
     * @param queueUrl the queue; its redrive policy names the dead-letter queue
     * @param reasons chooses messages by {@link DeadLetter#reason()}
     * @param limit how many messages it moves at the most
     * @param watch is told what it meets
     */
    public Redrive(SqsClient sqs, String queueUrl, Predicate<String> reasons, int limit, RedriveWatch watch) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.reasons = reasons;
        this.limit = limit;
        this.watch = watch;
    }

    /** Moves the messages that are chosen. What SQS refuses is in the summary; nothing is thrown for it. */
    public RedriveSummary move() {
        return run(sweep -> letter -> move(letter, sweep));
    }

    /** Tells of the messages that {@link #move} would move, and leaves all where they are. */
    public RedriveSummary list() {
        return run(sweep -> letter -> {
            redriven++;
            watch.found(letter);
        });
    }

    private interface Step {
        Consumer<DeadLetter> in(DeadLetterSweep sweep);
    }

    private RedriveSummary run(Step step) {
        Optional<String> stopped = Optional.empty();
        try (DeadLetterSweep sweep = new DeadLetterSweep(sqs, new DeadLetterQueue(sqs, queueUrl).url(), failures())) {
            List<DeadLetter> batch = sweep.next();
            while (!batch.isEmpty()) {
                batch.forEach(letter -> take(letter, step.in(sweep)));
                batch = goesOn() ? sweep.next() : List.of();
            }
            if (failedInARow == GIVE_UP_AFTER) {
                stopped = Optional.of(GIVE_UP_AFTER + " messages in a row could not be moved");
            }
        } catch (DeadLetterQueue.Missing e) {
            stopped = Optional.ofNullable(e.getMessage());
        } catch (SdkException e) {
            stopped = Optional.of("SQS: " + Errors.forOperator(e));
        }
        return new RedriveSummary(redriven, failed, cameBack, left, stopped);
    }

    private boolean goesOn() {
        return redriven + failed < limit && failedInARow < GIVE_UP_AFTER;
    }

    private void take(DeadLetter letter, Consumer<DeadLetter> step) {
        if (letter.attribute(MARK).equals(Optional.of(run))) {
            cameBack++;
        } else if (reasons.test(letter.reason()) && goesOn()) {
            step.accept(letter);
        } else {
            left.merge(letter.reason(), 1, Integer::sum);
        }
    }

    private void move(DeadLetter letter, DeadLetterSweep sweep) {
        Map<String, MessageAttributeValue> attributes =
                new HashMap<>(letter.message().messageAttributes());
        attributes.remove(DeadLetters.REASON);
        attributes.putAll(QueueSender.attributes(Map.of(MARK, run)));
        if (attributes.size() > DeadLetters.MAX_ATTRIBUTES) {
            // without the mark it could go round and round
            failed(letter, "SendMessage", "TooManyAttributes");
            return;
        }
        String operation = "SendMessage";
        try {
            DeadLetters.send(sqs, queueUrl, letter.message(), attributes);
            operation = "DeleteMessage";
            sweep.delete(letter);
            redriven++;
            failedInARow = 0;
        } catch (SdkException e) {
            failed(letter, operation, Errors.forOperator(e));
        }
    }

    private void failed(DeadLetter letter, String operation, String error) {
        failed++;
        failedInARow++;
        watch.failed(letter, operation, error);
    }

    private PollerWatch failures() {
        return new PollerWatch() {
            @Override
            public void failed(String operation, String error) {
                watch.failed(operation, error);
            }
        };
    }
}
