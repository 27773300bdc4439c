package dev.sluice.function.tokens;

import dev.sluice.function.webhook.Reason;
import dev.sluice.route.Route;

/** What came of completing a route with its token. */
public sealed interface Completion {

    /** The route with all that a webhook is checked against. */
    record Complete(Route route) implements Completion {}

    /** There is no token to check against, and why. */
    record Refused(Reason reason) implements Completion {}
}
