package dev.sluice.agent.publish;

import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a Receiver's published routes stays in force beside the current one: the grace of a rotation. Pure.
 *
 * <p>A new token under an unchanged path: the old one verifies, too, until the grace is over. A new path: the old one
 * stays valid with its tokens until the grace is over.
 */
final class RouteHistory {

    private RouteHistory() {}

    /**
     * The routes to publish for one Receiver.
     *
     * @param published its routes as published so far
     * @param current its route as it stands; empty when it has no path
     * @param now the time
     * @param grace how long what is replaced stays in force; zero: not at all
     * @return the current route first
     */
    static List<Route> with(List<Route> published, Optional<Route> current, Instant now, Duration grace) {
        if (current.isEmpty()) {
            // a path that was taken away is no rotation
            return List.of();
        }
        Route route = current.get();
        List<Route> routes = new ArrayList<>();
        routes.add(withOldCredentials(published, route, now, grace));
        if (!grace.isZero()) {
            published.stream()
                    .filter(old -> !old.path().equals(route.path()) && old.validAt(now))
                    .map(old -> ending(old, route, now, now.plus(grace)))
                    .forEach(routes::add);
        }
        return routes;
    }

    private static Route withOldCredentials(List<Route> published, Route route, Instant now, Duration grace) {
        // no token at all is no rotation
        if (grace.isZero() || route.state() == RouteState.NO_TOKEN) {
            return route;
        }
        List<Credential> credentials = new ArrayList<>(route.credentials());
        published.stream()
                .filter(old -> old.path().equals(route.path()) && old.type().equals(route.type()))
                .flatMap(old -> old.credentials().stream())
                .filter(old -> old.validAt(now) && route.credentials().stream().noneMatch(old::sameSecret))
                .map(old -> endingBy(old, now.plus(grace)))
                .forEach(credentials::add);
        return route.with(credentials, null);
    }

    /** An old path follows the Receiver's state, takes the new token, too, and ends. */
    private static Route ending(Route old, Route current, Instant now, Instant end) {
        List<Credential> credentials = new ArrayList<>();
        if (old.type().equals(current.type())) {
            current.credentials().stream()
                    .map(credential -> endingBy(credential, end))
                    .forEach(credentials::add);
        }
        old.credentials().stream()
                .filter(credential -> credential.validAt(now) && credentials.stream().noneMatch(credential::sameSecret))
                .map(credential -> endingBy(credential, end))
                .forEach(credentials::add);
        Instant notAfter = earlier(old.notAfter() == null ? end : old.notAfter(), end);
        RouteState state = current.state() == RouteState.NO_TOKEN ? old.state() : current.state();
        return old.in(state).with(credentials, notAfter);
    }

    private static Credential endingBy(Credential credential, Instant end) {
        Instant before = credential.notAfter();
        return before == null ? credential.until(end) : credential.until(earlier(before, end));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
