package dev.sluice.soak;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The deliveries that were accepted, by what they are for. */
final class Deliveries {

    private final Map<String, Instant> last = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** A webhook that was sent then was accepted. */
    void accepted(Webhook webhook, Instant sent) {
        accepted.incrementAndGet();
        webhook.targets().forEach(target -> last.merge(target, sent, (a, b) -> a.isAfter(b) ? a : b));
    }

    /** A webhook was refused for now, and is sent again. */
    void refused() {
        refused.incrementAndGet();
    }

    int acceptedCount() {
        return accepted.get();
    }

    int refusedCount() {
        return refused.get();
    }

    /** When the last delivery for a target was sent. */
    Map<String, Instant> last() {
        return last;
    }

    /**
     * The targets of which a delivery was lost: whose last annotation is missing, or older than the last delivery.
     *
     * @param requestedAt the targets' annotations
     */
    List<String> lost(Map<String, Instant> requestedAt) {
        return last.entrySet().stream()
                .filter(delivery ->
                        requestedAt.getOrDefault(delivery.getKey(), Instant.MIN).isBefore(delivery.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
