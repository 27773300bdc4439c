package dev.sluice.function;

import dev.sluice.function.webhook.Reason;
import dev.sluice.queue.Sending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Sends the events of one webhook, each to its own cluster's queue, side by side; and copies of each to the queues of other
 * consumers, once its cluster has it.
 */
final class FanOut {

    /** Every provider waits longer than this for its answer. */
    private static final Duration BUDGET = Duration.ofSeconds(5);
    /** The provider waits for the copies too: after the answer Lambda would freeze them. */
    private static final Duration COPY_BUDGET = Duration.ofSeconds(1);

    private final Sender sender;

    FanOut(Sender sender) {
        this.sender = sender;
    }

    List<RouteResult> send(List<Outgoing> outgoing) {
        return sideBySide(outgoing, this::send);
    }

    private RouteResult send(Outgoing outgoing) {
        return switch (outgoing) {
            case Outgoing.Refused refused -> RouteResult.of(refused.to(), refused.reason(), null, null);
            case Outgoing.Event event -> send(event);
        };
    }

    private RouteResult send(Outgoing.Event event) {
        return switch (send(event, event.to().cluster().queueUrl(), BUDGET)) {
            case Sending.Sent() -> RouteResult.queued(event.to(), event.id(), copy(event));
            case Sending.Failed(String error, boolean permanent) ->
                RouteResult.of(
                        event.to(), permanent ? Reason.QUEUE_REFUSED : Reason.QUEUE_UNAVAILABLE, event.id(), error);
        };
    }

    private List<FailedCopy> copy(Outgoing.Event event) {
        return sideBySide(event.to().cluster().copyTo(), queueUrl -> copy(event, queueUrl)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<FailedCopy> copy(Outgoing.Event event, String queueUrl) {
        return switch (send(event, queueUrl, COPY_BUDGET)) {
            case Sending.Sent() -> Optional.empty();
            case Sending.Failed(String error, boolean permanent) -> Optional.of(new FailedCopy(queueUrl, error));
        };
    }

    private Sending send(Outgoing.Event event, String queueUrl, Duration budget) {
        return sender.send(
                queueUrl, event.message(), event.to().route().receiver().namespace(), budget);
    }

    private static <T, R> List<R> sideBySide(List<T> all, Function<T, R> send) {
        if (all.size() < 2) {
            return all.stream().map(send).toList();
        }
        List<Future<R>> results;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            results = all.stream()
                    .map(one -> threads.submit(() -> send.apply(one)))
                    .toList();
        }
        return results.stream().map(Future::resultNow).toList();
    }
}
