package dev.sluice.agent;

import dev.sluice.agent.api.ApiServerGate;
import dev.sluice.agent.api.ApiTries;
import dev.sluice.agent.api.KubernetesObjects;
import dev.sluice.agent.delivery.DeliveryHandler;
import dev.sluice.agent.delivery.DeliveryWatch;
import dev.sluice.agent.delivery.ObjectEvents;
import dev.sluice.agent.delivery.SealKeys;
import dev.sluice.agent.delivery.Triggering;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.plan.Planner;
import dev.sluice.agent.publish.PublishLoop;
import dev.sluice.agent.publish.PublishSettings;
import dev.sluice.agent.publish.RoutePublisher;
import dev.sluice.agent.publish.TableStore;
import dev.sluice.agent.receiver.ReceiverInformer;
import dev.sluice.agent.select.Selector;
import dev.sluice.agent.source.EventSources;
import dev.sluice.agent.source.SourceSettings;
import dev.sluice.agent.trigger.SingleFlight;
import dev.sluice.agent.trigger.Trigger;
import dev.sluice.aws.AwsAccess;
import dev.sluice.aws.CallTimers;
import dev.sluice.queue.PollerSettings;
import dev.sluice.queue.QueuePoller;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The running agent: builds its parts by hand, starts them, and stops them in order. */
public final class Agent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final AgentConfig config;
    private final SecretsManagerClient secrets;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObjectEvents events;
    private final ReceiverInformer receivers;
    private final Leadership leadership;
    private final PublishLoop publishing;
    private final QueuePoller poller;
    private final EventSources sources;
    private final QueueGauges queueGauges;
    private final StatusServer status;
    private boolean closed;

    private Agent(AgentConfig config, AwsAccess aws, KubernetesClient kubernetes, Clock clock) {
        this.config = config;
        // first, because it may fail
        status = new StatusServer(config.listen());
        secrets = aws.configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(CallTimers.within(Duration.ofSeconds(20)))
                .build();
        events = new ObjectEvents(kubernetes, clock);

        Filters filters = new Filters();
        // a permit for each change that the publishing loop has not seen
        Semaphore changes = new Semaphore(0);
        receivers = new ReceiverInformer(
                kubernetes, config.watchNamespaces(), config.receiverSelector(), changed -> changes.release());
        leadership = new Leadership(kubernetes, config.namespace(), changes::release);
        publishing = new PublishLoop(
                new RoutePublisher(
                        new PublishSettings(
                                config.cluster(), config.tokens(), config.secretRefresh(), config.rotationGrace()),
                        receivers,
                        kubernetes,
                        filters,
                        new TableStore(secrets, config.names(), config.cluster()),
                        events,
                        metrics,
                        clock),
                changes,
                () -> leadership.isLeader() && receivers.synced());

        ApiServerGate gate = new ApiServerGate();
        ApiTries tries = new ApiTries(gate, clock, config.patience());
        KubernetesObjects objects = new KubernetesObjects(kubernetes, metrics);
        SealKeys sealKeys = new SealKeys(secrets, config.names().seal(config.cluster()), clock);
        Planner planner = new Planner(config.noCrossNamespaceRefs(), config.watchNamespaces(), filters);
        Triggering triggering = new Triggering(
                new Selector(objects, tries), new SingleFlight(new Trigger(objects::annotate, tries, clock)));
        DeliveryHandler handler = new DeliveryHandler(
                config.names().source(config.cluster()),
                sealKeys,
                receivers,
                planner,
                triggering,
                new DeliveryWatch(metrics, events, clock));
        OldestMessage oldest = new OldestMessage(handler, clock);
        QueueMetrics queueMetrics = new QueueMetrics(metrics);
        poller = new QueuePoller(
                aws::configure,
                config.queueUrl(),
                PollerSettings.of(config.visibility(), config.maxInFlight()),
                // an event whose Receiver is not known yet must not count as gone
                () -> {
                    receivers.awaitSynced();
                    sealKeys.awaitKnown();
                    gate.awaitOpen();
                },
                oldest,
                queueMetrics);
        sources = new EventSources(
                sourceSettings(config),
                kubernetes,
                aws,
                new EventSources.Trigger(planner, filters, triggering, events, gate),
                leadership::isLeader,
                metrics,
                clock);
        queueGauges = new QueueGauges(aws, config.queueUrl(), QueueGauges.PERIOD, queueMetrics, metrics);
        metrics.gauge("sluice.oldest.message.age.seconds", oldest, OldestMessage::seconds);
        metrics.gauge("sluice.in.flight", poller, QueuePoller::inFlight);
        metrics.gauge("sluice.api.server.open", gate, g -> g.isOpen() ? 1 : 0);
    }

    private static SourceSettings sourceSettings(AgentConfig config) {
        return new SourceSettings(
                config.names(),
                config.cluster(),
                config.queueUrl(),
                config.eventQueuePattern(),
                config.watchNamespaces(),
                config.maxInFlight(),
                config.visibility(),
                config.stopGrace(),
                config.dropUndecodable());
    }

    /**
     * Starts an agent.
     *
     * @param config what it is told
     * @param aws where AWS is
     * @param kubernetes a client of the cluster; not closed with the agent
     * @param clock the time
     * @throws java.io.UncheckedIOException when the status address cannot be bound
     */
    public static Agent start(AgentConfig config, AwsAccess aws, KubernetesClient kubernetes, Clock clock) {
        Agent agent = new Agent(config, aws, kubernetes, clock);
        agent.status.start(agent.receivers::synced, agent.metrics);
        agent.leadership.start();
        agent.publishing.start();
        agent.poller.start();
        agent.sources.start();
        agent.queueGauges.start();
        LOG.atInfo()
                .addKeyValue("cluster", config.cluster())
                .addKeyValue("listen", agent.statusAddress())
                .log("agent started");
        return agent;
    }

    /** Where health and metrics are served. */
    public InetSocketAddress statusAddress() {
        return status.address();
    }

    /** Receives no more, finishes what runs or gives it back, and stops. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        LOG.atInfo().log("agent stops");
        queueGauges.close();
        Thread sourcesStop = Thread.ofVirtual().start(sources::close);
        poller.stop(config.stopGrace());
        try {
            sourcesStop.join();
            publishing.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leadership.close();
        receivers.close();
        events.close();
        secrets.close();
        status.close();
    }
}
