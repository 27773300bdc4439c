package dev.sluice.agent.publish;

import dev.sluice.route.Credential;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a Receiver's published routes stays in force beside the current one: the grace of a rotation. Pure.
 *
 * <p>A new token under an unchanged path: the old one verifies, too, until the grace is over. A new path: the old one
 * stays valid with its tokens until the grace is over. Ends once given never move out.
 */
final class RouteHistory {

    /** Whoever rotates more often than that within the grace does it by accident; it must not fill the tables. */
    static final int MOST_KEPT = 5;

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
        if (published.equals(List.of(route))) {
            return published;
        }
        if (grace.isZero()) {
            return List.of(route);
        }
        Instant end = now.plus(grace);
        List<Route> routes = new ArrayList<>();
        routes.add(withOldCredentials(published, route, now, end));
        published.stream()
                .filter(old -> !old.path().equals(route.path()) && old.validAt(now))
                .map(old -> ending(old, route, now, earlier(old.notAfter(), end)))
                .sorted(Comparator.comparing(old -> earlier(old.notAfter(), end), Comparator.reverseOrder()))
                .limit(MOST_KEPT)
                .forEach(routes::add);
        return routes;
    }

    private static Route withOldCredentials(List<Route> published, Route route, Instant now, Instant end) {
        // no token at all is no rotation, and of an external one the function knows the history
        if (route.state() == RouteState.NO_TOKEN || route.external() != null) {
            return route;
        }
        List<Credential> old = published.stream()
                .filter(before ->
                        before.path().equals(route.path()) && before.type().equals(route.type()))
                .flatMap(before -> before.credentials().stream())
                .toList();
        return route.with(and(route.credentials(), old, now, end), null);
    }

    /** An old path follows its Receiver in everything, takes the new token, too, and ends. */
    private static Route ending(Route old, Route current, Instant now, Instant end) {
        boolean sameType = old.type().equals(current.type());
        Route as = sameType ? current : old;
        List<Credential> past = as.external() == null ? old.credentials() : List.of();
        List<Credential> first = sameType
                ? current.credentials().stream()
                        .map(credential -> credential.until(earlier(credential.notAfter(), end)))
                        .toList()
                : List.of();
        return new Route(
                old.path(),
                as.receiver(),
                as.type(),
                as.events(),
                current.state(),
                current.filtered(),
                as.created(),
                end,
                and(first, past, now, end),
                as.external(),
                as.email(),
                as.audience(),
                as.oidcProviders(),
                as.options());
    }

    /** The first credentials, and those of the old ones that are others and still count, until the end at the latest. */
    private static List<Credential> and(List<Credential> first, List<Credential> old, Instant now, Instant end) {
        List<Credential> credentials = new ArrayList<>(first);
        old.stream()
                .filter(credential -> credential.validAt(now) && first.stream().noneMatch(credential::sameSecret))
                .map(credential -> credential.until(earlier(credential.notAfter(), end)))
                .sorted(Comparator.comparing(
                        credential -> earlier(credential.notAfter(), end), Comparator.reverseOrder()))
                .limit(MOST_KEPT)
                .forEach(credentials::add);
        return credentials;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a != null && a.isBefore(b) ? a : b;
    }
}
