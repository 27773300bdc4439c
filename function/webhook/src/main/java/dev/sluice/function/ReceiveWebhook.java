package dev.sluice.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.event.EventSealer;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.log.JsonLog;
import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.routes.Lookup;
import dev.sluice.function.routes.Routes;
import dev.sluice.function.tokens.Completion;
import dev.sluice.function.tokens.RouteTokens;
import dev.sluice.function.verify.Verdict;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.DeliveryId;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.RequestPayload;
import dev.sluice.function.webhook.TraceParent;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The function: size cap, path shape, routes, tokens, verify, event, seal, send, answer. What Flux accepts it accepts, what Flux
 * refuses it refuses, with the same status.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/">Receivers</a>
 */
public final class ReceiveWebhook {

    /** The most that a body may have, as in Flux: 3 MiB. */
    public static final int MAX_BODY_BYTES = 3 * 1024 * 1024;

    private final Routes routes;
    private final RouteTokens tokens;
    private final Verifiers verifiers;
    private final FanOut fanOut;
    private final Supplier<UUID> ids;
    private final WebhookLog log;

    /**
     * The function.
     *
     * @param routes where it looks up a path
     * @param tokens where it finds the token of a route that does not carry it
     * @param verifiers how it verifies a webhook
     * @param sender how it sends an event
     * @param ids the ids of its events
     * @param clock tells how long a webhook takes
     * @param log gets a line for each webhook
     */
    public ReceiveWebhook(
            Routes routes,
            RouteTokens tokens,
            Verifiers verifiers,
            Sender sender,
            Supplier<UUID> ids,
            Clock clock,
            JsonLog log) {
        this.routes = routes;
        this.tokens = tokens;
        this.verifiers = verifiers;
        this.fanOut = new FanOut(sender);
        this.ids = ids;
        this.log = new WebhookLog(log, clock);
    }

    /**
     * Receives a webhook.
     *
     * @param webhook the webhook
     * @return the answer, never an exception for what a sender, a route table or a queue can do
     */
    public Answer receive(Webhook webhook) {
        Answer answer = answer(webhook);
        log.answered(webhook, answer, routes.loaded());
        return answer;
    }

    /**
     * Loads the routes before the first webhook asks for them.
     *
     * @param budget how long it may take
     */
    public void loadRoutes(Duration budget) {
        routes.load(budget);
    }

    private Answer answer(Webhook webhook) {
        if (webhook.body().length > MAX_BODY_BYTES) {
            return Answer.of(Reason.BODY_TOO_LARGE);
        }
        Optional<String> digest = WebhookPath.digest(webhook.target());
        if (digest.isEmpty()) {
            return Answer.of(Reason.NOT_A_WEBHOOK_PATH);
        }
        return switch (routes.find(digest.get())) {
            case Lookup.Unknown() -> Answer.of(Reason.PATH_UNKNOWN);
            case Lookup.NotLoaded() -> Answer.of(Reason.ROUTES_NOT_LOADED);
            case Lookup.Found(List<ClusterRoute> found) ->
                Answer.of(fanOut.send(
                        found.stream().map(to -> verify(webhook, to)).toList()));
        };
    }

    /** Flux's order: a closed Receiver is told even to a forger, a broken filter only to the genuine. */
    private Outgoing verify(Webhook webhook, ClusterRoute to) {
        Route route = to.route();
        Optional<Reason> closed = closed(route.state());
        if (closed.isPresent()) {
            return new Outgoing.Refused(to, closed.get());
        }
        return switch (tokens.complete(to, webhook.received())) {
            case Completion.Refused(Reason reason) -> new Outgoing.Refused(to, reason);
            case Completion.Complete(Route complete) -> verify(webhook, to, complete);
        };
    }

    private Outgoing verify(Webhook webhook, ClusterRoute to, Route route) {
        return switch (verifiers.verify(webhook, route, webhook.received())) {
            case Verdict.Rejected(Reason reason) -> new Outgoing.Refused(to, reason);
            case Verdict.Accepted accepted
            when route.state() == RouteState.INVALID_FILTER -> new Outgoing.Refused(to, Reason.FILTER_INVALID);
            case Verdict.Accepted accepted -> event(webhook, to, accepted);
        };
    }

    private static Optional<Reason> closed(RouteState state) {
        return switch (state) {
            case SUSPENDED -> Optional.of(Reason.SUSPENDED);
            case NOT_READY -> Optional.of(Reason.NOT_READY);
            case NO_TOKEN -> Optional.of(Reason.NO_TOKEN);
            case READY, INVALID_FILTER -> Optional.empty();
        };
    }

    private Outgoing event(Webhook webhook, ClusterRoute to, Verdict.Accepted accepted) {
        Route route = to.route();
        Optional<ObjectNode> payload =
                route.filtered() ? RequestPayload.of(webhook, accepted.payload()) : Optional.empty();
        if (route.filtered() && payload.isEmpty()) {
            return new Outgoing.Refused(to, Reason.PAYLOAD_NOT_AN_OBJECT);
        }
        WebhookEvent event = new WebhookEvent(
                ids.get(),
                to.source(),
                route.receiver(),
                DeliveryId.of(webhook),
                route.type(),
                accepted.event(),
                webhook.received(),
                payload.orElse(null),
                route.filtered() ? accepted.claims() : null);
        Optional<SealedMessage> message = EventSealer.seal(
                event, to.seal(), webhook.received(), TraceParent.of(webhook).orElse(null));
        return message.<Outgoing>map(it -> new Outgoing.Event(to, event.id(), it))
                .orElseGet(() -> new Outgoing.Refused(to, Reason.EVENT_TOO_LARGE));
    }
}
