package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import dev.sluice.route.RouteOption;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The route of a Receiver as it stands now, without its past. Pure. */
final class CurrentRoute {

    private static final byte[] NO_TOKEN = {};

    private CurrentRoute() {}

    /**
     * The route.
     *
     * @param receiver the Receiver
     * @param secret its Secret
     * @return empty when it has no path: none in its status, and none that could be computed
     */
    static Optional<Route> of(Receiver receiver, ReceiverSecret secret) {
        return path(receiver, secret)
                .map(path -> new Route(
                        path,
                        receiver.name(),
                        receiver.type(),
                        receiver.events(),
                        state(receiver, secret),
                        receiver.filtered(),
                        receiver.created().orElse(null),
                        null,
                        credentials(receiver, secret),
                        receiver.type().equals("gcr") ? secret.text("email").orElse(null) : null,
                        receiver.type().equals("gcr") ? secret.text("audience").orElse(null) : null,
                        receiver.oidcProviders(),
                        options(receiver)));
    }

    private static Optional<String> path(Receiver receiver, ReceiverSecret secret) {
        return switch (receiver.standing()) {
            case Standing.WithPath withPath -> Optional.of(withPath.digest());
            case Standing.WithoutPath() -> Optional.empty();
            // as notification-controller will compute it
            case Standing.Unwritten() ->
                TokenUse.of(receiver.type()) == TokenUse.NONE
                        ? Optional.of(WebhookPath.digestOf(NO_TOKEN, receiver.name()))
                        : secret.token().map(token -> WebhookPath.digestOf(token, receiver.name()));
        };
    }

    /** Whether its webhooks have to be refused for want of a token. */
    static boolean lacksToken(Receiver receiver, ReceiverSecret secret) {
        return TokenUse.of(receiver.type()) != TokenUse.NONE && secret.token().isEmpty();
    }

    private static RouteState state(Receiver receiver, ReceiverSecret secret) {
        if (receiver.suspended()) {
            return RouteState.SUSPENDED;
        }
        if (receiver.standing() instanceof Standing.WithPath withPath && !withPath.ready()) {
            return RouteState.NOT_READY;
        }
        if (lacksToken(receiver, secret)) {
            return RouteState.NO_TOKEN;
        }
        return RouteState.READY;
    }

    private static List<Credential> credentials(Receiver receiver, ReceiverSecret secret) {
        List<Credential> credentials = new ArrayList<>(
                secret.token().map(TokenUse.of(receiver.type())::credentials).orElse(List.of()));
        if (SigningToken.isWanted(receiver)) {
            SigningToken.key(secret).ifPresent(credentials::add);
        }
        return credentials;
    }

    private static Map<String, String> options(Receiver receiver) {
        Map<String, String> options = new HashMap<>();
        for (RouteOption option : RouteOption.values()) {
            option.in(receiver.annotations()).ifPresent(value -> options.put(option.label(), value));
        }
        return options;
    }
}
