package dev.sluice.agent.source;

import java.util.Optional;

/** Which queue an event source may have. Pure. */
final class QueueRules {

    private static final String DEAD_LETTERS = "-dlq";

    private final QueuePattern pattern;
    private final String webhookQueue;

    /**
     * @param pattern the names that are allowed
     * @param webhookQueueUrl the queue of the cluster's webhooks
     */
    QueueRules(QueuePattern pattern, String webhookQueueUrl) {
        this.pattern = pattern;
        this.webhookQueue = webhookQueueUrl.substring(webhookQueueUrl.lastIndexOf('/') + 1);
    }

    /** Why a source may not have the queue that it names; empty when it may. */
    Optional<SourceState.Stalled> refusal(SqsEventSource source) {
        String queue = source.queueName();
        if (queue.equals(webhookQueue) || queue.endsWith(DEAD_LETTERS)) {
            return Optional.of(new SourceState.Stalled(
                    "QueueReserved",
                    "spec.queue.name: must not be the queue of the webhooks, nor a queue of dead letters ("
                            + DEAD_LETTERS + ")"));
        }
        String namespace = source.name().namespace();
        return pattern.allows(namespace, queue)
                ? Optional.empty()
                : Optional.of(new SourceState.Stalled(
                        "QueueNotAllowed",
                        "spec.queue.name: must be " + pattern.describe(namespace)
                                + ", where * stands for letters, digits and _"));
    }
}
