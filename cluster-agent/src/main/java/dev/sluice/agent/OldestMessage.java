package dev.sluice.agent;

import dev.sluice.queue.MessageHandler;
import dev.sluice.queue.Outcome;
import dev.sluice.queue.QueueMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Knows how old the messages are that go through a handler, since they were sent. Of those that nobody has received SQS
 * itself does not tell.
 */
final class OldestMessage implements MessageHandler {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private record Last(Instant received, Duration age) {}

    private final MessageHandler handler;
    private final Clock clock;
    private final ConcurrentMap<String, Instant> held = new ConcurrentHashMap<>();
    private volatile Last last = new Last(Instant.MIN, Duration.ZERO);

    OldestMessage(MessageHandler handler, Clock clock) {
        this.handler = handler;
        this.clock = clock;
    }

    @Override
    public Outcome handle(QueueMessage message) throws InterruptedException {
        Instant now = clock.instant();
        last = new Last(now, Duration.between(message.sent(), now));
        held.put(message.receiptHandle(), message.sent());
        try {
            return handler.handle(message);
        } finally {
            held.remove(message.receiptHandle());
        }
    }

    /** The age in seconds of the oldest that is being handled; else of the last one, if that came within a minute; else 0. */
    double seconds() {
        Instant now = clock.instant();
        Duration age = held.values().stream()
                .min(Comparator.naturalOrder())
                .map(sent -> Duration.between(sent, now))
                .orElseGet(() -> last.received().isAfter(now.minus(REMEMBERED)) ? last.age() : Duration.ZERO);
        return Math.max(0, age.toMillis() / 1000.0);
    }
}
