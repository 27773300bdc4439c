package dev.sluice.soak;

import dev.sluice.embedded.JavaProcess;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.route.ReceiverName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** A queue that has filled up while the agent stood still, and how fast it is worked off. */
final class Backlog {

    private static final Duration TIME = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LAST_LOOK = Duration.ofMillis(10);
    private static final int NEARLY_EMPTY = 500;
    private static final int FILLERS = 4;
    private static final int CHUNK = 500;

    private final Surroundings sluice;
    private final Fleet fleet;
    private final JavaProcess agent;

    Backlog(Surroundings sluice, Fleet fleet, JavaProcess agent) {
        this.sluice = sluice;
        this.fleet = fleet;
        this.agent = agent;
    }

    /**
     * What it took.
     *
     * @param events how many events were handled
     * @param time how long it took
     * @param processor how much processor time of the agent
     */
    record Drained(int events, Duration time, Duration processor) {

        double perSecond() {
            return events / (time.toNanos() / 1e9);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%.0f a second, %.2f ms CPU each", perSecond(), processor.toNanos() / 1e6 / events);
        }
    }

    /**
     * Works it off, from the moment that the agent may receive them until none is left in the
     * queue.
     *
     * @param receivers whose events they are, in turns
     * @param events how many
     * @throws IllegalStateException when a target of theirs was not annotated
     */
    Drained drain(List<FleetReceiver> receivers, int events) throws InterruptedException {
        Instant begin = Instant.now();
        Duration processorBefore = agent.processorTime();
        agent.pause();
        long start;
        try {
            fill(receivers, events);
            start = System.nanoTime();
        } finally {
            agent.resume();
        }
        long giveUp = start + TIME.toNanos();
        // each look takes time from those who are measured
        for (int left = sluice.queue().size(); left > 0; left = sluice.queue().size()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the agent did not handle all events within " + TIME);
            }
            Thread.sleep(left > NEARLY_EMPTY ? LOOK : LAST_LOOK);
        }
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        Duration processor = agent.processorTime().minus(processorBefore);
        requireAnnotated(receivers.subList(0, Math.min(events, receivers.size())), begin);
        return new Drained(events, time, processor);
    }

    private void fill(List<FleetReceiver> receivers, int events) throws InterruptedException {
        Seal seal = sluice.seal();
        List<SealedMessage> messages = IntStream.range(0, events)
                .mapToObj(n -> new ReceiverName(
                        fleet.namespace(), receivers.get(n % receivers.size()).name()))
                .map(receiver -> Events.sealed(sluice.source(), receiver, seal))
                .toList();
        List<List<SealedMessage>> chunks = IntStream.iterate(0, from -> from < events, from -> from + CHUNK)
                .mapToObj(from -> messages.subList(from, Math.min(from + CHUNK, events)))
                .toList();
        new Crew(FILLERS).each(chunks, sluice.queue()::sendAll);
    }

    private void requireAnnotated(List<FleetReceiver> receivers, Instant since) {
        Map<String, Instant> requestedAt = fleet.requestedAt();
        for (FleetReceiver receiver : receivers) {
            for (String target : receiver.targets()) {
                if (requestedAt.getOrDefault(target, Instant.MIN).isBefore(since)) {
                    throw new IllegalStateException(target + " was not annotated");
                }
            }
        }
    }
}
