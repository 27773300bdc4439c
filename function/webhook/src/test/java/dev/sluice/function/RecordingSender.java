package dev.sluice.function;

import dev.sluice.event.SealedMessage;
import dev.sluice.queue.Sending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sender that keeps what it sends, and fails where a test wants it to. */
public final class RecordingSender implements Sender {

    /** What was sent. */
    public record Sent(String queueUrl, SealedMessage message, String group, Duration budget) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<String, Sending> outcomes = new ConcurrentHashMap<>();

    /** From now on that queue does this. */
    public void answer(String queueUrl, Sending outcome) {
        outcomes.put(queueUrl, outcome);
    }

    /** What the queues took. */
    public List<Sent> sent() {
        return sent;
    }

    @Override
    public Sending send(String queueUrl, SealedMessage message, String group, Duration budget) {
        Sending outcome = outcomes.getOrDefault(queueUrl, new Sending.Sent());
        if (outcome instanceof Sending.Sent) {
            sent.add(new Sent(queueUrl, message, group, budget));
        }
        return outcome;
    }
}
