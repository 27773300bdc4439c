package dev.sluice.agent.source;

import dev.sluice.aws.Errors;
import dev.sluice.queue.Gate;
import dev.sluice.queue.MessageHandler;
import dev.sluice.queue.PollerSettings;
import dev.sluice.queue.PollerWatch;
import dev.sluice.queue.QueuePoller;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Polls the queue of one event source; looks for it again for as long as it is not there, or forbidden. */
final class SourcePoller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourcePoller.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final SourceQueues queues;
    private final PollerSettings settings;
    private final Gate gate;
    private final Function<Supplier<SqsEventSource>, MessageHandler> handlers;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Runnable onChange;
    private final Duration grace;
    private final Thread starter = Thread.ofVirtual().name("source").unstarted(this::startPolling);
    private volatile SqsEventSource source;
    private volatile SourceState state = new SourceState.Retrying("Progressing", "looking for the queue");
    private volatile @Nullable Instant lastEvent;
    private @Nullable QueuePoller poller;
    private boolean closed;

    /**
     * @param source the source at first
     * @param parts what all pollers share
     */
    SourcePoller(SqsEventSource source, Parts parts) {
        this.source = source;
        this.queues = parts.queues();
        this.settings = parts.settings();
        this.gate = parts.gate();
        this.handlers = parts.handlers();
        this.metrics = parts.metrics();
        this.clock = parts.clock();
        this.onChange = parts.onChange();
        this.grace = parts.grace();
    }

    /**
     * What all pollers share.
     *
     * @param queues finds the queues
     * @param settings how each queue is polled
     * @param gate while it is shut, nothing is received
     * @param handlers makes the handler of a source
     * @param metrics where to count
     * @param clock the time
     * @param onChange told that a state has changed; must not block
     * @param grace how long running triggers may take when a poller stops
     */
    record Parts(
            SourceQueues queues,
            PollerSettings settings,
            Gate gate,
            Function<Supplier<SqsEventSource>, MessageHandler> handlers,
            MeterRegistry metrics,
            Clock clock,
            Runnable onChange,
            Duration grace) {}

    void start() {
        starter.start();
    }

    /** The source has changed, but not its queue. */
    void update(SqsEventSource changed) {
        source = changed;
    }

    /** Whether it polls the queue that the source names. */
    boolean isFor(SqsEventSource other) {
        return source.queueName().equals(other.queueName()) && source.region().equals(other.region());
    }

    SourceState state() {
        return state;
    }

    /** When the last message came; empty when none has since the start. */
    Optional<Instant> lastEvent() {
        return Optional.ofNullable(lastEvent);
    }

    private void startPolling() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                String url = queues.url(source);
                if (queues.isForDeadLetters(source, url)) {
                    become(new SourceState.Stalled(
                            "QueueReserved", "spec.queue.name: must not be a queue of dead letters"));
                    return;
                }
                poll(url);
                return;
            } catch (SdkException e) {
                failed(Errors.name(e));
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                // only close() interrupts
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private synchronized void poll(String url) {
        if (closed) {
            return;
        }
        become(new SourceState.Ready("polling"));
        poller = new QueuePoller(
                queues.clientsFor(source), url, settings, gate, handlers.apply(() -> source), new Watch());
        poller.start();
    }

    private void failed(String error) {
        // AWS's names have dots in them: AWS.SimpleQueueService.NonExistentQueue
        String reason = error.substring(error.lastIndexOf('.') + 1).replaceAll("[^A-Za-z0-9]", "");
        boolean isReason = !reason.isEmpty() && Character.isLetter(reason.charAt(0));
        become(new SourceState.Retrying(isReason ? reason : "QueueUnreadable", "the queue cannot be read: " + error));
    }

    private void become(SourceState next) {
        if (!state.equals(next)) {
            state = next;
            LOG.atInfo()
                    .addKeyValue("source", source.name())
                    .addKeyValue("state", next)
                    .log("event source changed");
            onChange.run();
        }
    }

    @Override
    public void close() {
        starter.interrupt();
        QueuePoller running;
        synchronized (this) {
            closed = true;
            running = poller;
        }
        if (running != null) {
            running.stop(grace);
        }
    }

    private final class Watch implements PollerWatch {
        @Override
        public void received(int messages) {
            become(new SourceState.Ready("polling"));
            if (messages > 0) {
                lastEvent = clock.instant();
                metrics.counter("sluice.source.messages").increment(messages);
                onChange.run();
            }
        }

        @Override
        public void failed(String operation, String error) {
            metrics.counter("sluice.queue.errors", "operation", operation, "error", error)
                    .increment();
            if (operation.equals("ReceiveMessage")) {
                SourcePoller.this.failed(error);
            }
        }

        @Override
        public void dead(String reason) {
            metrics.counter("sluice.dead.letters", "reason", reason).increment();
        }

        @Override
        public void dropped(String reason) {
            metrics.counter("sluice.source.dropped").increment();
        }

        @Override
        public void broke(RuntimeException defect) {
            metrics.counter("sluice.defects").increment();
            LOG.atError().setCause(defect).log("a defect; the message comes again");
        }
    }
}
