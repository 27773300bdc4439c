package dev.sluice.function;

import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.ReceiverName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a webhook on one route.
 *
 * @param cluster the route's cluster
 * @param receiver the route's Receiver
 * @param type the Receiver's type
 * @param reason what became of it
 * @param event the event's id; null when there is no event
 * @param error the queue's error; null when it made none
 * @param failedCopies the copies of the event that other consumers' queues did not take
 */
public record RouteResult(
        String cluster,
        ReceiverName receiver,
        String type,
        Reason reason,
        @Nullable UUID event,
        @Nullable String error,
        List<FailedCopy> failedCopies) {

    public RouteResult {
        failedCopies = List.copyOf(failedCopies);
    }

    /** The cluster's queue has the event. */
    static RouteResult queued(ClusterRoute to, UUID event, List<FailedCopy> failedCopies) {
        return new RouteResult(
                to.cluster().name(),
                to.route().receiver(),
                to.route().type(),
                Reason.QUEUED,
                event,
                null,
                failedCopies);
    }

    static RouteResult of(ClusterRoute to, Reason reason, @Nullable UUID event, @Nullable String error) {
        return new RouteResult(
                to.cluster().name(), to.route().receiver(), to.route().type(), reason, event, error, List.of());
    }
}
