package dev.sluice.agent.source;

import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.cel.Compilation;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a poller for each event source that may have one, as sources appear, change and go. */
final class SourceRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventSources.class);

    // of two sources with one queue the older has it
    private static final Comparator<SqsEventSource> OLDEST_FIRST = Comparator.comparing(
                    (SqsEventSource source) -> source.created().orElse(Instant.MAX))
            .thenComparing(source -> source.name().toString());

    private final SourceInformer informer;
    private final QueueRules rules;
    private final Filters filters;
    private final SourcePoller.Parts parts;
    private final SourceStatus status;
    private final BooleanSupplier leading;
    private final Semaphore changes;
    private final Map<String, SourcePoller> pollers = new HashMap<>();
    private final Thread thread = Thread.ofVirtual().name("sources").unstarted(this::run);
    private volatile boolean closed;

    /**
     * @param informer knows the sources
     * @param rules which queues they may have
     * @param filters compiles their filters
     * @param parts what their pollers share
     * @param status writes their status
     * @param leading whether this replica is the one to write it
     * @param changes a permit for each change that was not looked at
     */
    SourceRounds(
            SourceInformer informer,
            QueueRules rules,
            Filters filters,
            SourcePoller.Parts parts,
            SourceStatus status,
            BooleanSupplier leading,
            Semaphore changes) {
        this.informer = informer;
        this.rules = rules;
        this.filters = filters;
        this.parts = parts;
        this.status = status;
        this.leading = leading;
        this.changes = changes;
    }

    void start() {
        thread.start();
    }

    private void run() {
        // the first look is at once
        changes.release();
        while (!closed) {
            try {
                if (changes.tryAcquire(5, TimeUnit.SECONDS)) {
                    // one change seldom comes alone
                    Thread.sleep(50);
                    changes.drainPermits();
                }
                round(informer.all());
            } catch (InterruptedException e) {
                // only close() interrupts
                return;
            } catch (KubernetesClientException e) {
                LOG.atWarn().addKeyValue("code", e.getCode()).log("event sources not looked at");
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("a defect kept event sources from being looked at");
            }
        }
    }

    private void round(List<SqsEventSource> all) {
        Set<String> uids = all.stream().map(SqsEventSource::uid).collect(Collectors.toSet());
        for (String gone : List.copyOf(pollers.keySet())) {
            if (!uids.contains(gone)) {
                stop(gone);
            }
        }
        Set<List<Object>> taken = new HashSet<>();
        for (SqsEventSource source : all.stream().sorted(OLDEST_FIRST).toList()) {
            boolean first = taken.add(List.of(source.queueName(), source.region()));
            Optional<SourceState.Stalled> refusal = refusal(source, first);
            if (refusal.isPresent() || source.suspended()) {
                stop(source.uid());
            } else {
                poll(source);
            }
            tell(source, refusal);
        }
    }

    private Optional<SourceState.Stalled> refusal(SqsEventSource source, boolean first) {
        return rules.refusal(source)
                .or(() -> first
                        ? Optional.empty()
                        : Optional.of(new SourceState.Stalled(
                                "QueueTaken", "spec.queue.name: an older SqsEventSource has this queue")))
                .or(() -> source.format().isPresent()
                        ? Optional.empty()
                        : Optional.of(new SourceState.Stalled(
                                "FormatUnknown", "spec.format: not known to this version of the agent")))
                .or(() -> invalidFilter(source));
    }

    private Optional<SourceState.Stalled> invalidFilter(SqsEventSource source) {
        return Stream.concat(
                        source.resourceFilter().stream(),
                        source.resources().stream()
                                .map(ResourceReference::filter)
                                .flatMap(Optional::stream))
                .flatMap(filter -> filters.compile(false, filter) instanceof Compilation.Invalid(String message)
                        ? Stream.of(new SourceState.Stalled("InvalidCELExpression", message))
                        : Stream.empty())
                .findFirst();
    }

    private void poll(SqsEventSource source) {
        SourcePoller poller = pollers.get(source.uid());
        if (poller != null && !poller.isFor(source)) {
            stop(source.uid());
            poller = null;
        }
        if (poller == null) {
            poller = new SourcePoller(source, parts);
            pollers.put(source.uid(), poller);
            poller.start();
        } else {
            poller.update(source);
        }
    }

    private void tell(SqsEventSource source, Optional<SourceState.Stalled> refusal) {
        SourcePoller poller = pollers.get(source.uid());
        if (poller != null) {
            // each replica receives some
            poller.lastEvent().ifPresent(time -> status.received(source, time));
        }
        if (!leading.getAsBoolean() || source.suspended()) {
            return;
        }
        if (refusal.isPresent()) {
            status.write(source, refusal.get());
        } else if (poller != null) {
            status.write(source, poller.state());
        }
    }

    /** On a thread of its own: what it handles may take a while. */
    private void stop(String uid) {
        SourcePoller poller = pollers.remove(uid);
        if (poller != null) {
            Thread.ofVirtual().name("stop source").start(poller::close);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        informer.close();
        try {
            thread.join();
            List<Thread> stops = pollers.values().stream()
                    .map(poller -> Thread.ofVirtual().start(poller::close))
                    .toList();
            for (Thread stop : stops) {
                stop.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
