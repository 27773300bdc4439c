package dev.sluice.agent.source;

import dev.sluice.agent.delivery.Triggering;
import dev.sluice.agent.format.Decoding;
import dev.sluice.agent.format.EventFormat;
import dev.sluice.agent.format.SourceEvent;
import dev.sluice.agent.format.SourceMessage;
import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Plan;
import dev.sluice.agent.plan.Planner;
import dev.sluice.agent.plan.Subscription;
import dev.sluice.agent.select.Payload;
import dev.sluice.queue.MessageHandler;
import dev.sluice.queue.Outcome;
import dev.sluice.queue.QueueMessage;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** The way of one message of an event source: decode, choose by name, plan, trigger, tell. */
final class SourceHandler implements MessageHandler {

    private final Supplier<SqsEventSource> source;
    private final Semaphore places;
    private final Planner planner;
    private final Triggering triggering;
    private final SourceWatch watch;
    private final boolean dropUndecodable;

    /**
     * @param source the source as it stands
     * @param places one for each message that is handled at once, of all sources together
     * @param planner decides what an event is for
     * @param triggering triggers it
     * @param watch is told what became of it
     * @param dropUndecodable whether to delete what cannot be decoded where there is no dead-letter queue
     */
    SourceHandler(
            Supplier<SqsEventSource> source,
            Semaphore places,
            Planner planner,
            Triggering triggering,
            SourceWatch watch,
            boolean dropUndecodable) {
        this.source = source;
        this.places = places;
        this.planner = planner;
        this.triggering = triggering;
        this.watch = watch;
        this.dropUndecodable = dropUndecodable;
    }

    @Override
    public Outcome handle(QueueMessage message) throws InterruptedException {
        places.acquire();
        try {
            SqsEventSource now = source.get();
            if (now.format().isEmpty()) {
                // changed since the message came; such a source is polled no more
                return Outcome.Later.after(message);
            }
            EventFormat format = now.format().get();
            return switch (format.decode(new SourceMessage(message.id(), message.body(), message.attributes()))) {
                case Decoding.Undecodable(String why) -> {
                    watch.undecodable(now, message, why);
                    yield new Outcome.Dead("Undecodable", dropUndecodable);
                }
                case Decoding.Decoded(List<SourceEvent> events) -> handle(now, events, message);
            };
        } finally {
            places.release();
        }
    }

    /** A message that holds several events comes again as a whole: to trigger twice does no harm. */
    private Outcome handle(SqsEventSource now, List<SourceEvent> events, QueueMessage message)
            throws InterruptedException {
        boolean givenBack = false;
        for (SourceEvent event : events) {
            List<Finding> findings = findings(now, event);
            watch.handled(now, event, message, findings);
            givenBack |= findings.stream().anyMatch(finding -> finding.decision() == Decision.GIVEN_BACK);
        }
        return givenBack ? Outcome.Later.after(message) : new Outcome.Done();
    }

    private static boolean wants(SqsEventSource source, SourceEvent event) {
        return source.events().isEmpty() || source.events().stream().anyMatch(event.name()::equalsIgnoreCase);
    }

    private List<Finding> findings(SqsEventSource now, SourceEvent event) throws InterruptedException {
        if (!wants(now, event)) {
            return List.of(new Finding(Decision.NOT_SUBSCRIBED, "the event source"));
        }
        Plan plan =
                planner.plan(new Subscription(now.name().namespace(), now.resources(), now.resourceFilter(), false));
        return triggering.trigger(plan, new Payload(event.req(), null));
    }
}
