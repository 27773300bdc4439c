package dev.sluice.agent;

import dev.sluice.aws.AwsAccess;
import dev.sluice.aws.CallTimers;
import dev.sluice.aws.Errors;
import dev.sluice.queue.DeadLetterQueue;
import dev.sluice.queue.PollerWatch;
import dev.sluice.queue.QueueDepth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Asks now and then how many messages a queue and its dead-letter queue have; NaN while SQS does not tell. */
final class QueueGauges implements AutoCloseable {

    static final Duration PERIOD = Duration.ofSeconds(30);

    private final AwsAccess aws;
    private final String queueUrl;
    private final Duration period;
    private final PollerWatch watch;
    private final Thread thread = Thread.ofVirtual().name("queue-gauges").unstarted(this::askAll);
    private volatile @Nullable QueueDepth queue;
    private volatile @Nullable QueueDepth deadLetters;

    /**
     * @param aws where SQS is
     * @param queueUrl the queue
     * @param period the pause between two askings
     * @param watch hears of askings that failed
     * @param metrics where the depths are shown
     */
    QueueGauges(AwsAccess aws, String queueUrl, Duration period, PollerWatch watch, MeterRegistry metrics) {
        this.aws = aws;
        this.queueUrl = queueUrl;
        this.period = period;
        this.watch = watch;
        gauge(metrics, "visible", QueueDepth::visible);
        gauge(metrics, "in_flight", QueueDepth::inFlight);
        gauge(metrics, "delayed", QueueDepth::delayed);
        Gauge.builder("sluice.dead.letter.queue.messages", this, gauges -> value(gauges.deadLetters, QueueDepth::total))
                .description("Messages of the dead-letter queue, about")
                .register(metrics);
    }

    private void gauge(MeterRegistry metrics, String state, ToIntFunction<QueueDepth> number) {
        Gauge.builder("sluice.queue.messages", this, gauges -> value(gauges.queue, number))
                .description("Messages of the queue, about")
                .tag("state", state)
                .register(metrics);
    }

    private static double value(@Nullable QueueDepth depth, ToIntFunction<QueueDepth> number) {
        return depth == null ? Double.NaN : number.applyAsInt(depth);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void askAll() {
        try (SqsClient sqs = aws.configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(CallTimers.within(Duration.ofSeconds(10)))
                .build()) {
            DeadLetterQueue deadLetterQueue = new DeadLetterQueue(sqs, queueUrl);
            while (!Thread.currentThread().isInterrupted()) {
                ask(sqs, deadLetterQueue);
                Thread.sleep(period);
            }
        } catch (InterruptedException e) {
            // closed
            Thread.currentThread().interrupt();
        }
    }

    private void ask(SqsClient sqs, DeadLetterQueue deadLetterQueue) {
        QueueDepth ofQueue = null;
        QueueDepth ofDeadLetters = null;
        try {
            ofQueue = QueueDepth.of(sqs, queueUrl);
            ofDeadLetters = QueueDepth.of(sqs, deadLetterQueue.url());
        } catch (SdkException e) {
            if (!Thread.currentThread().isInterrupted()) {
                watch.failed("GetQueueAttributes", Errors.name(e));
            }
        } catch (DeadLetterQueue.Missing e) {
            watch.failed("GetQueueAttributes", "NoDeadLetterQueue");
        }
        queue = ofQueue;
        deadLetters = ofDeadLetters;
    }
}
