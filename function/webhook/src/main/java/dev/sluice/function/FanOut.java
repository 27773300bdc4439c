package dev.sluice.function;

import dev.sluice.function.webhook.Reason;
import dev.sluice.queue.Sending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends the events of one webhook, each to its own cluster's queue, side by side. */
final class FanOut {

    /** Every provider waits longer than this for its answer. */
    private static final Duration BUDGET = Duration.ofSeconds(5);

    private final Sender sender;

    FanOut(Sender sender) {
        this.sender = sender;
    }

    List<RouteResult> send(List<Outgoing> outgoing) {
        if (outgoing.size() == 1) {
            return List.of(send(outgoing.getFirst()));
        }
        List<Future<RouteResult>> results;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = outgoing.stream()
                    .map(one -> threads.submit(() -> send(one)))
                    .toList();
        }
        return results.stream().map(Future::resultNow).toList();
    }

    private RouteResult send(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Refused refused -> RouteResult.of(refused.to(), refused.reason(), null, null);
            case Outgoing.Event event -> send(event);
        };
    }

    private RouteResult send(Outgoing.Event event) {
        Sending sending = sender.send(
                event.to().cluster().queueUrl(),
                event.message(),
                event.to().route().receiver().namespace(),
                BUDGET);
        return switch (sending) {
            case Sending.Sent() -> RouteResult.of(event.to(), Reason.QUEUED, event.id(), null);
            case Sending.Failed(String error, boolean permanent) ->
                RouteResult.of(
                        event.to(), permanent ? Reason.QUEUE_REFUSED : Reason.QUEUE_UNAVAILABLE, event.id(), error);
        };
    }
}
