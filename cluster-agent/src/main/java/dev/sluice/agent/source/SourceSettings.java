package dev.sluice.agent.source;

import dev.sluice.route.SecretNames;
import java.time.Duration;
import java.util.Set;

/**
 * What event sources are told.
 *
 * @param names the installation's names
 * @param cluster this cluster's name
 * @param webhookQueueUrl the queue of the webhooks, which no source may have
 * @param queuePattern which queues a namespace's sources may name, see {@link QueuePattern}
 * @param watchNamespaces where to look for sources; empty: everywhere
 * @param maxInFlight how many messages of all sources are handled at once
 * @param visibility how long a received message stays hidden unless that is extended
 * @param stopGrace how long running triggers may take when the agent stops
 * @param dropUndecodable whether to delete what cannot be decoded where there is no dead-letter queue
 */
public record SourceSettings(
        SecretNames names,
        String cluster,
        String webhookQueueUrl,
        String queuePattern,
        Set<String> watchNamespaces,
        int maxInFlight,
        Duration visibility,
        Duration stopGrace,
        boolean dropUndecodable) {

    /** The pattern of the queues unless another is set. */
    public static final String DEFAULT_QUEUE_PATTERN = QueuePattern.DEFAULT;

    /** @throws IllegalArgumentException when the pattern is none */
    public SourceSettings {
        watchNamespaces = Set.copyOf(watchNamespaces);
        if (!isQueuePattern(queuePattern)) {
            throw new IllegalArgumentException("queuePattern");
        }
    }

    /** Whether a text can be a {@link #queuePattern}. */
    public static boolean isQueuePattern(String text) {
        return QueuePattern.isPattern(text);
    }
}
