package dev.sluice.soak;

import dev.sluice.embedded.JavaProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** One agent, the real kube-apiserver, embedded SQS, no faults; the number of Receivers grows. */
final class ThroughputRun {

    private static final Duration START = Duration.ofMinutes(5);
    private static final int EVENTS = 10_000;
    // after 5,000 the processor time of an event still falls by a third: the agent compiles late, to save memory
    private static final int WARM_UP = 20_000;
    private static final int PATCHES = 2_000;
    private static final int FEW = 10;
    private static final int HUNDRED = 100;
    private static final int MANY = 1_000;
    private static final int MOST = 10_000;
    // as many as the agent has on their way
    private static final int AT_ONCE = 32;

    private final Goals goals;
    private final List<String> jvmOptions;
    private final ApiServer kube;
    private final Surroundings sluice;
    private final Fleet fleet;
    private final BarePatches patches;
    private final List<FleetReceiver> receivers = new ArrayList<>();

    private ThroughputRun(Goals goals, List<String> jvmOptions, ApiServer kube, Surroundings sluice) throws Exception {
        this.goals = goals;
        this.jvmOptions = jvmOptions;
        this.kube = kube;
        this.sluice = sluice;
        this.fleet = new Fleet(kube.admin());
        this.patches = new BarePatches(kube, fleet.namespace());
    }

    /**
     * Measures all.
     *
     * @param goals takes the figures
     * @param jvmOptions the agent's JVM options
     */
    static void run(Goals goals, List<String> jvmOptions) throws Exception {
        try (ApiServer kube = ApiServer.startReal();
                Surroundings sluice = new Surroundings()) {
            new ThroughputRun(goals, jvmOptions, kube, sluice).run();
        }
    }

    private void run() throws Exception {
        grow(FEW);
        basePerSecond();
        Backlog.Drained few;
        try (JavaProcess agent = agent()) {
            Quantiles oneByOne = new OneByOne(kube, sluice, fleet).times(receivers, 50, 200);
            goals.atMost("one webhook at a time, p50 in ms", oneByOne.text(50, 90, 99), oneByOne.millis(50), 25);
            few = drain(agent, FEW);
            goals.tell(events(FEW, FEW), few.toString());
        }
        grow(MANY);
        try (JavaProcess agent = agent()) {
            againstBase(agent, HUNDRED, 5);
            growth(agent, few);
        }
        grow(MOST);
        ceiling();
        try (JavaProcess agent = agent()) {
            againstBase(agent, MOST, 2);
            growth(agent, few);
            goals.tell("RSS of the agent at the end", agent.residentKiB() / 1024 + " MiB");
        } finally {
            patches.close();
        }
    }

    /** The same events again, among more Receivers. */
    private void growth(JavaProcess agent, Backlog.Drained few) throws InterruptedException {
        Backlog.Drained now = drain(agent, FEW);
        double growth = (double) now.time().toNanos() / few.time().toNanos();
        goals.atMost(events(FEW, receivers.size()) + ": time", now.toString(), growth, 1.5);
    }

    /** Both before and after: what else the machine does shows in the difference. */
    private void againstBase(JavaProcess agent, int targets, double goal) throws Exception {
        double before = basePerSecond();
        Backlog.Drained events = drain(agent, targets);
        double after = basePerSecond();
        goals.atLeast(
                events(targets, receivers.size()),
                events.toString(),
                events.perSecond() / ((before + after) / 2),
                goal);
    }

    private double basePerSecond() throws InterruptedException {
        double perSecond = patches.perSecond(sources(HUNDRED), PATCHES, 1);
        goals.tell("sequential patches", String.format(Locale.ROOT, "%.0f a second", perSecond));
        return perSecond;
    }

    /** What the API server gives whom nothing else keeps busy. */
    private void ceiling() throws InterruptedException {
        double base = basePerSecond();
        double perSecond = patches.perSecond(sources(2 * PATCHES), 2 * PATCHES, AT_ONCE);
        goals.tell(
                "the same, " + AT_ONCE + " at once: all that the API server gives",
                String.format(Locale.ROOT, "%.0f a second, %.2f times", perSecond, perSecond / base));
    }

    private List<String> sources(int most) {
        return receivers.stream()
                .limit(most)
                .flatMap(receiver -> receiver.targets().stream())
                .toList();
    }

    private Backlog.Drained drain(JavaProcess agent, int targets) throws InterruptedException {
        return new Backlog(sluice, fleet, agent).drain(receivers.subList(0, targets), EVENTS);
    }

    /** An agent that is as warm as one that has run for a while. */
    private JavaProcess agent() throws InterruptedException {
        JavaProcess agent = sluice.agent(jvmOptions, List.of("--secret-refresh=1h"), sluice.shortest(), kube.agent());
        Until.isTrue("all routes are published", START, () -> sluice.published().size() == receivers.size());
        new Backlog(sluice, fleet, agent).drain(receivers, WARM_UP);
        return agent;
    }

    /** Adds Receivers, each with a source of its own, until there are so many. */
    private void grow(int count) throws InterruptedException {
        List<FleetReceiver> more = IntStream.range(receivers.size(), count)
                .mapToObj(n -> FleetReceiver.of("app", n, List.of("source-" + n), false))
                .toList();
        fleet.addSources(
                more.stream().flatMap(receiver -> receiver.targets().stream()).toList());
        fleet.addReceivers(more);
        receivers.addAll(more);
    }

    private static String events(int targets, int receivers) {
        return EVENTS + " events over " + targets + " targets, " + receivers + " Receivers";
    }
}
