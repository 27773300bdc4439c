package dev.sluice.function.lambda;

import dev.sluice.function.webhook.Webhook;
import java.time.Instant;
import java.util.Optional;

/** What the function can be called for. */
sealed interface Call {

    /** A webhook, by way of a gateway. */
    record OfGateway(Webhook webhook) implements Call {}

    /**
     * A schedule's call, which keeps the function warm, its SnapStart snapshot in use, and shows that it starts.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html">SnapStart</a>: what nobody calls for 14 days
     *     loses its snapshot
     */
    record OfSchedule() implements Call {}

    /** Anything else: the function is wired wrongly. */
    record Unknown() implements Call {}

    /**
     * What an event is about.
     *
     * @param event the event
     * @param basePath what may stand in front of the paths
     * @param received when it came in
     */
    static Call of(GatewayEvent event, BasePath basePath, Instant received) {
        if (event.value("source").filter("aws.events"::equals).isPresent()
                && event.value("detail-type").filter("Scheduled Event"::equals).isPresent()) {
            return new OfSchedule();
        }
        Optional<Webhook> webhook = HttpApiEvent.webhook(event, basePath, received)
                .or(() -> RestApiEvent.webhook(event, basePath, received));
        return webhook.<Call>map(OfGateway::new).orElseGet(Unknown::new);
    }
}
