package dev.sluice.soak;

import dev.sluice.embedded.LocalGateway;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A soak: webhooks come at a steady pace while everything fails; then all that was accepted must have been done. */
final class SoakRun {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SoakSettings settings;
    private final Traffic traffic;
    private final ApiServer kube;
    private final Surroundings sluice;
    private final ApiFaults faults;
    private final Fleet fleet;
    private final Poison poison;
    private final Deliveries deliveries = new Deliveries();

    private SoakRun(SoakSettings settings, ApiServer kube, Surroundings sluice, ApiFaults faults) {
        this.settings = settings;
        this.traffic = Traffic.of(settings);
        this.kube = kube;
        this.sluice = sluice;
        this.faults = faults;
        this.fleet = new Fleet(kube.admin());
        this.poison = new Poison(sluice.queue(), sluice.seal(), sluice.source(), fleet.namespace());
    }

    /**
     * Runs one, on parts of its own.
     *
     * @param settings how much, and what goes wrong
     * @param jvmOptions the agents' JVM options
     */
    static SoakReport run(SoakSettings settings, List<String> jvmOptions) throws Exception {
        try (ApiServer kube = ApiServer.start();
                Surroundings sluice = new Surroundings();
                ApiFaults faults = new ApiFaults(kube.url(), kube.sockets(), settings.faults())) {
            return new SoakRun(settings, kube, sluice, faults).run(jvmOptions);
        }
    }

    private SoakReport run(List<String> jvmOptions) throws Exception {
        fleet.addSources(traffic.targets());
        fleet.addReceivers(traffic.receivers());
        Config throughFaults = new ConfigBuilder(kube.agent())
                .withMasterUrl(faults.uri().toString())
                .withHttp2Disable(true)
                .build();
        try (Agents agents = new Agents(() ->
                        sluice.agent(jvmOptions, settings.agentOptions(), sluice.throughNetwork(), throughFaults));
                LocalGateway gateway = sluice.function(sluice.throughNetwork());
                WebhookSender sender = new WebhookSender(gateway.url(), fleet);
                AnnotationTimes times = new AnnotationTimes(kube.admin(), fleet.namespace())) {
            Until.isTrue(
                    "all routes are published",
                    START,
                    () -> sluice.published().size() == traffic.receivers().size());
            faults.failing(true);
            Instant begin = Instant.now();
            try (Disruptions disruptions = new Disruptions(settings, agents, sluice, kube)) {
                sendAll(sender, begin);
                disruptions.awaitEnd();
            }
            Duration sending = Duration.between(begin, Instant.now());
            boolean empty = Until.holds(settings.drain(), () -> sluice.queue().size() == 0);
            Duration whole = Duration.between(begin, Instant.now());
            return report(agents, times, sending, whole, empty);
        }
    }

    /** Each at its time, or as soon as a sender is free; again and again until it is accepted. */
    private void sendAll(WebhookSender sender, Instant begin) throws InterruptedException {
        int poisonEvery = settings.webhooks() / settings.poison();
        List<Integer> numbers =
                IntStream.range(0, traffic.webhooks().size()).boxed().toList();
        new Crew(settings.senders()).each(numbers, n -> {
            Instant due = begin.plusNanos(n * 1_000_000_000L / settings.perSecond());
            Thread.sleep(positive(Duration.between(Instant.now(), due)));
            if (n % poisonEvery == 0) {
                poison.send(n / poisonEvery);
            }
            sendUntilAccepted(sender, traffic.webhooks().get(n));
        });
    }

    private void sendUntilAccepted(WebhookSender sender, Webhook webhook) throws Exception {
        while (true) {
            Instant sent = Instant.now();
            int status = sender.send(webhook);
            if (status == 200) {
                deliveries.accepted(webhook, sent);
                return;
            }
            if (status != 503) {
                throw new IllegalStateException("a genuine webhook was answered " + status);
            }
            deliveries.refused();
            Thread.sleep(RETRY);
        }
    }

    private SoakReport report(
            Agents agents, AnnotationTimes times, Duration sending, Duration whole, boolean queueIsEmpty) {
        List<String> failures = new ArrayList<>();
        expect(failures, deliveries.acceptedCount() == settings.webhooks(), "not all webhooks were accepted");
        expect(failures, faults.injected().size() == Fault.values().length, "not all kinds of faults were met");
        expect(failures, agents.kills() > 0, "no agent was killed");
        expect(failures, agents.endedAlone() == 0, "an agent ended that nobody has killed");
        expect(
                failures,
                queueIsEmpty,
                "messages are left in the queue: " + sluice.queue().size());
        List<String> lost = deliveries.lost(fleet.requestedAt());
        expect(failures, lost.isEmpty(), "deliveries were lost for " + lost);
        List<String> dead = sluice.queue().deadBodies();
        Set<String> poisonLost = new HashSet<>(poison.bodies());
        dead.forEach(poisonLost::remove);
        expect(failures, poisonLost.isEmpty(), "poison is not in the dead-letter queue: " + poisonLost);
        Set<String> wronglyDead = new HashSet<>(dead);
        wronglyDead.removeAll(poison.bodies());
        expect(failures, wronglyDead.isEmpty(), "the dead-letter queue holds what is no poison: " + wronglyDead);
        return new SoakReport(figures(agents, times, sending, whole, dead.size()), failures);
    }

    private Map<String, String> figures(
            Agents agents, AnnotationTimes times, Duration sending, Duration whole, int dead) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("on", kube.name() + ", embedded SQS");
        figures.put(
                "webhooks accepted, refused for a time", deliveries.acceptedCount() + ", " + deliveries.refusedCount());
        figures.put(
                "Receivers, targets",
                traffic.receivers().size() + ", " + traffic.targets().size());
        figures.put(
                "webhooks a second",
                String.format(Locale.ROOT, "%.1f", deliveries.acceptedCount() / (sending.toMillis() / 1e3)));
        figures.put("sent in, all done in", sending.toSeconds() + " s, " + whole.toSeconds() + " s");
        figures.put("patches", Integer.toString(faults.patches()));
        figures.put("API calls, of which failed", faults.calls() + ", " + faults.injected());
        figures.put("agents killed", Integer.toString(agents.kills()));
        figures.put("poison, dead letters", poison.bodies().size() + ", " + dead);
        figures.put("request to annotation (own targets)", latencies(times));
        figures.put("RSS of the agents", agents.residentMiB() + " MiB");
        return figures;
    }

    /** Of the webhooks with a target of their own: theirs is the only delivery that can have annotated it. */
    private String latencies(AnnotationTimes times) {
        List<Duration> own = deliveries.last().entrySet().stream()
                .filter(delivery -> delivery.getKey().startsWith("own-"))
                .map(delivery -> times.after(delivery.getKey(), delivery.getValue()))
                .flatMap(Optional::stream)
                .toList();
        return own.isEmpty() ? "none" : new Quantiles(own).text(50, 90, 99);
    }

    private static void expect(List<String> failures, boolean holds, String failure) {
        if (!holds) {
            failures.add(failure);
        }
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }
}
