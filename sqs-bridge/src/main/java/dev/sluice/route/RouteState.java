package dev.sluice.route;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the agent last saw of a Receiver, as far as it decides the answer to a webhook. */
public enum RouteState {
    READY("ready"),
    SUSPENDED("suspended"),
    NOT_READY("notReady"),
    /** The Receiver has no usable token: its Secret or key is missing, or the token is empty. */
    NO_TOKEN("noToken"),
    /** A CEL filter of the Receiver does not compile. */
    INVALID_FILTER("invalidFilter");

    private final String json;

    RouteState(String json) {
        this.json = json;
    }

    /** The state's name in a route table. */
    public String json() {
        return json;
    }

    /** The state of that name in a route table; empty when there is none. */
    public static Optional<RouteState> ofJson(String name) {
        return Arrays.stream(values()).filter(state -> state.json.equals(name)).findFirst();
    }

    static String allowed() {
        return Arrays.stream(values()).map(RouteState::json).collect(Collectors.joining(", "));
    }
}
