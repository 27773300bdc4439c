package dev.sluice.agent.source;

import dev.sluice.agent.delivery.ObjectEvents;
import dev.sluice.agent.delivery.Triggering;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.plan.Planner;
import dev.sluice.aws.AwsAccess;
import dev.sluice.queue.Gate;
import dev.sluice.queue.PollerSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** The event sources of the cluster: SqsEventSource objects, and the queues that they name. */
public final class EventSources implements AutoCloseable {

    // of one source; a backlog on one queue must not take the places of the others
    private static final int MOST_OF_ONE = 10;

    private final SourceQueues queues;
    private final SourceRounds rounds;

    /**
     * What triggers are made with.
     *
     * @param planner decides what an event is for
     * @param filters compiles the sources' filters
     * @param triggering triggers it
     * @param events is told what went wrong
     * @param gate is shut while the API server is away
     */
    public record Trigger(Planner planner, Filters filters, Triggering triggering, ObjectEvents events, Gate gate) {}

    /**
     * Starts to follow the sources; {@link #start} starts to poll their queues.
     *
     * @param settings what they are told
     * @param kubernetes the client
     * @param aws where the queues are
     * @param trigger what triggers are made with
     * @param leading whether this replica is the one to write their status
     * @param metrics where to count
     * @param clock the time
     */
    public EventSources(
            SourceSettings settings,
            KubernetesClient kubernetes,
            AwsAccess aws,
            Trigger trigger,
            BooleanSupplier leading,
            MeterRegistry metrics,
            Clock clock) {
        queues = new SourceQueues(aws);
        Semaphore changes = new Semaphore(0);
        Semaphore places = new Semaphore(settings.maxInFlight());
        SourceWatch watch = new SourceWatch(metrics, trigger.events(), clock);
        SourcePoller.Parts parts = new SourcePoller.Parts(
                queues,
                PollerSettings.of(settings.visibility(), MOST_OF_ONE),
                trigger.gate(),
                source -> new SourceHandler(
                        source, places, trigger.planner(), trigger.triggering(), watch, settings.dropUndecodable()),
                metrics,
                clock,
                changes::release,
                settings.stopGrace());
        QueuePattern pattern =
                new QueuePattern(settings.queuePattern(), settings.names().prefix(), settings.cluster());
        rounds = new SourceRounds(
                new SourceInformer(kubernetes, settings.watchNamespaces(), changes::release),
                new QueueRules(pattern, settings.webhookQueueUrl()),
                trigger.filters(),
                parts,
                new SourceStatus(kubernetes, clock),
                leading,
                changes);
    }

    /** Starts to poll. */
    public void start() {
        rounds.start();
    }

    /** Stops in order, as the poller of the webhooks does. */
    @Override
    public void close() {
        rounds.close();
        queues.close();
    }
}
