package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Standing;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.KubernetesNames;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.Route;
import dev.sluice.route.RouteOption;
import dev.sluice.route.RouteState;
import dev.sluice.route.TokenUse;
import dev.sluice.route.WebhookPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The route of a Receiver as it stands now, without its past. Pure. */
final class CurrentRoute {

    private static final byte[] NO_TOKEN = {};

    private CurrentRoute() {}

    /**
     * The route with what the function needs of the token.
     *
     * @param receiver the Receiver
     * @param secret its Secret
     * @return empty when it has no path: none in its status, and none that could be computed
     */
    static Optional<Route> of(Receiver receiver, ReceiverSecret secret) {
        return path(receiver, secret)
                .map(path -> route(receiver, path, lacksToken(receiver, secret), null)
                        .with(secret));
    }

    /**
     * The route with where the token is.
     *
     * @param receiver the Receiver
     * @param grace how long a replaced token stays in force
     * @return empty when it has no path: none in its status; without the token only that of generic-oidc can be computed
     */
    static Optional<Route> external(Receiver receiver, Duration grace) {
        boolean lacksToken = lacksExternalToken(receiver);
        ExternalToken token = lacksToken || isTokenless(receiver)
                ? null
                : receiver.secretName()
                        .map(secret -> new ExternalToken(secret, grace))
                        .orElse(null);
        return path(receiver, ReceiverSecret.ABSENT).map(path -> route(receiver, path, lacksToken, token));
    }

    /** Whether its webhooks have to be refused for want of a token. */
    static boolean lacksToken(Receiver receiver, ReceiverSecret secret) {
        return !isTokenless(receiver) && secret.token().isEmpty();
    }

    /**
     * As {@link #lacksToken}, as far as it shows without the Secret: it names none, or its path was made of an empty token,
     * and so can be guessed.
     */
    static boolean lacksExternalToken(Receiver receiver) {
        if (isTokenless(receiver)) {
            return false;
        }
        boolean isGuessable = receiver.standing() instanceof Standing.WithPath withPath
                && withPath.digest().equals(pathOf(NO_TOKEN, receiver));
        return isGuessable
                || receiver.secretName().filter(KubernetesNames::isObject).isEmpty();
    }

    private static boolean isTokenless(Receiver receiver) {
        return TokenUse.of(receiver.type()) == TokenUse.NONE;
    }

    private static Optional<String> path(Receiver receiver, ReceiverSecret secret) {
        return switch (receiver.standing()) {
            case Standing.WithPath withPath -> Optional.of(withPath.digest());
            case Standing.WithoutPath() -> Optional.empty();
            // as notification-controller will compute it
            case Standing.Unwritten() ->
                isTokenless(receiver)
                        ? Optional.of(pathOf(NO_TOKEN, receiver))
                        : secret.token().map(token -> pathOf(token, receiver));
        };
    }

    private static String pathOf(byte[] token, Receiver receiver) {
        return WebhookPath.digestOf(token, receiver.name());
    }

    private static Route route(Receiver receiver, String path, boolean lacksToken, @Nullable ExternalToken external) {
        return new Route(
                path,
                receiver.name(),
                receiver.type(),
                receiver.events(),
                state(receiver, lacksToken),
                receiver.filtered(),
                receiver.created().orElse(null),
                null,
                List.of(),
                external,
                null,
                null,
                receiver.oidcProviders(),
                options(receiver));
    }

    private static RouteState state(Receiver receiver, boolean lacksToken) {
        if (receiver.suspended()) {
            return RouteState.SUSPENDED;
        }
        if (receiver.standing() instanceof Standing.WithPath withPath && !withPath.ready()) {
            return RouteState.NOT_READY;
        }
        return lacksToken ? RouteState.NO_TOKEN : RouteState.READY;
    }

    private static Map<String, String> options(Receiver receiver) {
        Map<String, String> options = new HashMap<>();
        for (RouteOption option : RouteOption.values()) {
            option.in(receiver.annotations()).ifPresent(value -> options.put(option.label(), value));
        }
        return options;
    }
}
