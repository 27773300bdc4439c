package dev.sluice.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.event.EventOpener;
import dev.sluice.event.Opening;
import dev.sluice.event.Seal;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.routes.RouteCache;
import dev.sluice.function.tokens.ExternalTokens;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Route;
import java.util.List;
import java.util.UUID;

/** The function between secrets and queues in memory. */
public final class TestFunction {

    private final Ticks clock = new Ticks();
    private final LogLines log = new LogLines(clock);
    private final RecordingSender sender = new RecordingSender();
    private final FakeSecrets secrets;
    private final ReceiveWebhook function;
    private long lastId;

    /** A function that finds these secrets. */
    public TestFunction(FakeSecrets secrets) {
        this(Verifiers.all(), secrets);
    }

    /** A function with these verifiers, which finds these secrets. */
    public TestFunction(Verifiers verifiers, FakeSecrets secrets) {
        this.secrets = secrets;
        RouteCache routes = new RouteCache(secrets, FakeSecrets.NAMES, clock, () -> 0, log.log());
        ExternalTokens tokens = new ExternalTokens(secrets, FakeSecrets.NAMES, clock, () -> 0, log.log());
        function = new ReceiveWebhook(routes, tokens, verifiers, sender, () -> new UUID(0, ++lastId), clock, log.log());
    }

    /** A function that finds one cluster with these routes. */
    public TestFunction(Route... routes) {
        this(FakeSecrets.of("prod", routes));
    }

    /** A function with these verifiers, which finds one cluster with these routes. */
    public TestFunction(Verifiers verifiers, Route... routes) {
        this(verifiers, FakeSecrets.of("prod", routes));
    }

    public Reason receive(Webhook webhook) {
        return function.receive(webhook).reason();
    }

    public ReceiveWebhook function() {
        return function;
    }

    public FakeSecrets secrets() {
        return secrets;
    }

    public RecordingSender sender() {
        return sender;
    }

    public Ticks clock() {
        return clock;
    }

    public LogLines log() {
        return log;
    }

    /** The last line of the log. */
    public JsonNode lastLine() {
        return log.lines().getLast();
    }

    /** The events that the queues took, opened as the clusters' agents open them. */
    public List<WebhookEvent> events() {
        return sender.sent().stream().map(TestFunction::open).toList();
    }

    private static WebhookEvent open(RecordingSender.Sent sent) {
        String cluster = sent.queueUrl().substring(sent.queueUrl().lastIndexOf('/') + 1);
        Opening opening = EventOpener.open(
                sent.message(), FakeSecrets.NAMES.source(cluster), List.of(Seal.ofText(FakeSecrets.seal(cluster))));
        return switch (opening) {
            case Opening.Opened(WebhookEvent event) -> event;
            case Opening.Refused(Opening.Reason reason) -> throw new AssertionError(reason.label());
        };
    }
}
