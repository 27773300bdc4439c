package dev.sluice.agent;

import dev.sluice.queue.PollerWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what the poller meets. */
final class QueueMetrics implements PollerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(QueueMetrics.class);

    private final MeterRegistry metrics;
    private final Counter received;

    QueueMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.received = metrics.counter("sluice.messages.received");
    }

    @Override
    public void received(int messages) {
        received.increment(messages);
    }

    @Override
    public void failed(String operation, String error) {
        metrics.counter("sluice.queue.errors", "operation", operation, "error", error)
                .increment();
        LOG.atWarn()
                .addKeyValue("operation", operation)
                .addKeyValue("error", error)
                .log("SQS call failed");
    }

    @Override
    public void dead(String reason) {
        metrics.counter("sluice.dead.letters", "reason", reason).increment();
    }

    @Override
    public void broke(RuntimeException defect) {
        metrics.counter("sluice.defects").increment();
        LOG.atError().setCause(defect).log("a defect; the message comes again");
    }
}
