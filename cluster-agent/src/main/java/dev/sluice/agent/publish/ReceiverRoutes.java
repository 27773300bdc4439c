package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The routes to publish for the cluster's Receivers. */
final class ReceiverRoutes {

    private static final String REVOKE_NOW = "sluice.dev/revoke-now";
    private static final String PUBLISH = "sluice.dev/publish";

    // of two Receivers with one path the older has it
    private static final Comparator<Receiver> OLDEST_FIRST = Comparator.comparing(
                    (Receiver receiver) -> receiver.created().orElse(Instant.MAX))
            .thenComparing(Receiver::name);

    private final Duration grace;
    private final SecretSource secrets;
    private final ProblemWatch problems;
    private final Patience patience = new Patience();
    private final FilterCheck filters;
    /** The Receivers of the round before. */
    private List<Receiver> seen = List.of();

    private List<Receiver> oldestFirst = List.of();

    ReceiverRoutes(Duration grace, SecretSource secrets, FilterCheck filters, ProblemWatch problems) {
        this.grace = grace;
        this.secrets = secrets;
        this.filters = filters;
        this.problems = problems;
    }

    /**
     * The routes.
     *
     * @param receivers all Receivers
     * @param before the routes of the round before
     * @param now the time
     * @return each path once
     */
    List<Route> of(List<Receiver> receivers, List<Route> before, Instant now) {
        if (!receivers.equals(seen)) {
            Set<ReceiverName> names = receivers.stream().map(Receiver::name).collect(Collectors.toSet());
            secrets.keepOnly(names);
            patience.keepOnly(names);
            filters.keepOnly(names);
            oldestFirst = receivers.stream().sorted(OLDEST_FIRST).toList();
            seen = List.copyOf(receivers);
        }
        Map<ReceiverName, List<Route>> old = before.stream().collect(Collectors.groupingBy(Route::receiver));
        List<Route> routes = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (Receiver receiver : oldestFirst) {
            List<Route> published = old.getOrDefault(receiver.name(), List.of());
            List<Route> current = of(receiver, published, now);
            // the same routes as the same objects: comparing them later costs nothing
            for (Route route : current.equals(published) ? published : current) {
                // what lies in a table fits
                if (!published.contains(route) && !TableLayout.fits(route)) {
                    problems.found(receiver, Problem.ROUTE_TOO_LARGE);
                } else if (!paths.add(route.path())) {
                    problems.found(receiver, Problem.PATH_TAKEN);
                } else {
                    routes.add(route);
                }
            }
        }
        return routes;
    }

    private List<Route> of(Receiver receiver, List<Route> old, Instant now) {
        if ("false".equals(receiver.annotations().get(PUBLISH))) {
            return List.of();
        }
        boolean revoke = receiver.annotations().containsKey(REVOKE_NOW);
        boolean held = patience.holds(receiver, now);
        if (held && !revoke && !old.isEmpty()) {
            return old;
        }
        Optional<ReceiverSecret> secret = secrets.of(receiver, now);
        if (secret.isEmpty()) {
            return old;
        }
        if (CurrentRoute.lacksToken(receiver, secret.get())) {
            problems.found(receiver, Problem.NO_TOKEN);
        }
        Problem.ofOptions(receiver, secret.get()).forEach(problem -> problems.found(receiver, problem));
        Optional<String> mistake = filters.mistake(receiver);
        mistake.ifPresent(message -> problems.found(receiver, Problem.invalidFilter(message)));
        Optional<Route> current = CurrentRoute.of(receiver, secret.get())
                .map(route -> mistake.isPresent() && route.state() == RouteState.READY
                        ? route.in(RouteState.INVALID_FILTER)
                        : route);
        return RouteHistory.with(old, current, now, revoke ? Duration.ZERO : grace);
    }
}
