package dev.sluice.agent.delivery;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Planner;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Receivers;
import dev.sluice.agent.select.Payload;
import dev.sluice.event.EventOpener;
import dev.sluice.event.Opening;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.MessageHandler;
import dev.sluice.queue.Outcome;
import dev.sluice.queue.QueueMessage;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** The way of one message: open, plan, trigger, tell. */
public final class DeliveryHandler implements MessageHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryHandler.class);
    private static final Duration LATER = Duration.ofSeconds(10);

    private final String source;
    private final SealKeys sealKeys;
    private final Receivers receivers;
    private final Planner planner;
    private final Triggering triggering;
    private final DeliveryWatch watch;

    /**
     * @param source the source whose events count, {@code /<prefix>/<cluster>}
     * @param sealKeys the keys that their seals are checked with
     * @param receivers the cluster's Receivers
     * @param planner decides what an event is for
     * @param triggering triggers it
     * @param watch is told what became of it
     */
    public DeliveryHandler(
            String source,
            SealKeys sealKeys,
            Receivers receivers,
            Planner planner,
            Triggering triggering,
            DeliveryWatch watch) {
        this.source = source;
        this.sealKeys = sealKeys;
        this.receivers = receivers;
        this.planner = planner;
        this.triggering = triggering;
        this.watch = watch;
    }

    @Override
    public Outcome handle(QueueMessage message) throws InterruptedException {
        try {
            return switch (open(message)) {
                case Opening.Opened(WebhookEvent event) -> deliver(event, message);
                case Opening.Refused(Opening.Reason reason) -> {
                    LOG.atWarn()
                            .addKeyValue("messageId", message.id())
                            .addKeyValue("reason", reason.label())
                            .log("message refused");
                    yield new Outcome.Dead(reason.label());
                }
                case null -> new Outcome.Later(SealKeys.SHORTEST_AGE);
            };
        } catch (SdkException e) {
            LOG.atWarn()
                    .addKeyValue("messageId", message.id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("the seal's key could not be read; the message comes again");
            return new Outcome.Later(LATER);
        }
    }

    /** Null when the keys may be too old to tell, and too new to be read again. */
    private @Nullable Opening open(QueueMessage message) {
        SealedMessage sealed = new SealedMessage(message.body(), message.attributes());
        Opening opening = EventOpener.open(sealed, source, sealKeys.known().seals());
        if (opening instanceof Opening.Refused(Opening.Reason reason) && reason == Opening.Reason.WRONG_SEAL) {
            // the key may have been rotated since it was read
            return sealKeys.readAfter(message.sent())
                    .map(keys -> EventOpener.open(sealed, source, keys.seals()))
                    .orElse(null);
        }
        return opening;
    }

    private Outcome deliver(WebhookEvent event, QueueMessage message) throws InterruptedException {
        Optional<Receiver> receiver;
        try {
            receiver = receivers.find(event.receiver());
        } catch (KubernetesClientException e) {
            return Outcome.Later.after(message);
        }
        List<Finding> findings =
                triggering.trigger(planner.plan(receiver), new Payload(event.request(), event.claims()));
        watch.delivered(event, message, receiver, findings);
        boolean givenBack = findings.stream().anyMatch(finding -> finding.decision() == Decision.GIVEN_BACK);
        return givenBack ? Outcome.Later.after(message) : new Outcome.Done();
    }
}
