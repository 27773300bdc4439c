package dev.sluice.queue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Goes once through a dead-letter queue. What it has received stays hidden, so that it is not received again, until it is
 * deleted or the sweep is closed.
 */
final class DeadLetterSweep implements AutoCloseable {

    private static final int BATCH = 10;
    /** Short, but a long poll all the same: without one SQS asks only some of its servers. */
    private static final Duration LONG_POLL = Duration.ofSeconds(1);

    private static final Duration VISIBILITY = Duration.ofMinutes(2);

    private final SqsClient sqs;
    private final String url;
    private final Receipts receipts;
    private final Set<String> seen = new HashSet<>();

    /**
     * @param sqs the client
     * @param url the dead-letter queue
     * @param watch hears of calls that fail and cost time alone
     */
    DeadLetterSweep(SqsClient sqs, String url, PollerWatch watch) {
        this.sqs = sqs;
        this.url = url;
        // nobody waits for these slots: a sweep holds as many messages as it meets
        this.receipts = new Receipts(sqs, url, VISIBILITY, new Semaphore(0), watch);
    }

    /**
     * The next messages; empty when a receive brings nothing new.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when SQS does not answer
     */
    List<DeadLetter> next() {
        receipts.extendDue();
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds((int) LONG_POLL.toSeconds())
                        .visibilityTimeout((int) VISIBILITY.toSeconds())
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(
                                MessageSystemAttributeName.SENT_TIMESTAMP, MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messages();
        messages.forEach(message -> receipts.hold(message.receiptHandle(), 1));
        return messages.stream()
                .filter(message -> seen.add(message.messageId()))
                .map(DeadLetter::new)
                .toList();
    }

    /** @throws software.amazon.awssdk.core.exception.SdkException when SQS does not delete it */
    void delete(DeadLetter letter) {
        String receipt = letter.message().receiptHandle();
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(receipt));
        receipts.letGo(receipt);
    }

    /** Gives back what was not deleted. */
    @Override
    public void close() {
        receipts.giveBackAll();
    }
}
