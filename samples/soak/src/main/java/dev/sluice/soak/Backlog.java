package dev.sluice.soak;

import dev.sluice.embedded.JavaProcess;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.route.ReceiverName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A queue that has filled up while the agent stood still, and how fast it is worked off. */
final class Backlog {

    private static final Duration TIME = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(20);
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
     * How many events are handled a second, from the moment that the agent may receive them until none is left in the
     * queue.
     *
     * @param receivers whose events they are, in turns
     * @param events how many
     * @throws IllegalStateException when a target of theirs was not annotated
     */
    double perSecond(List<FleetReceiver> receivers, int events) throws InterruptedException {
        Instant begin = Instant.now();
        agent.pause();
        long start;
        try {
            fill(receivers, events);
            start = System.nanoTime();
        } finally {
            agent.resume();
        }
        long giveUp = start + TIME.toNanos();
        while (sluice.queue().size() > 0) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("the agent did not handle all events within " + TIME);
            }
            Thread.sleep(LOOK);
        }
        double perSecond = events / ((System.nanoTime() - start) / 1e9);
        requireAnnotated(receivers.subList(0, Math.min(events, receivers.size())), begin);
        return perSecond;
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
