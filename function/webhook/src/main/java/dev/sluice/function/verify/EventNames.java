package dev.sluice.function.verify;

import dev.sluice.function.json.CaseFolding;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.Route;
import dev.sluice.route.RouteOption;

/**
 * Whether a Receiver wants an event. Names are compared as Flux does it: whole, whatever their case. There is no
 * wildcard, and white space counts.
 */
final class EventNames {

    private EventNames() {}

    /** The verdict on a genuine webhook, by the event that it names. */
    static Verdict judge(Route route, String event) {
        if (isListed(route, event)) {
            return Verdict.accepted(event);
        }
        return RouteOption.UNLISTED_EVENTS.isOn(route)
                ? Verdict.rejected(Reason.EVENT_IGNORED)
                : Verdict.rejected(Reason.EVENT_NOT_LISTED);
    }

    /** An empty list lists all. */
    private static boolean isListed(Route route, String event) {
        return route.events().isEmpty() || route.events().stream().anyMatch(name -> CaseFolding.areEqual(name, event));
    }
}
