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

    // of two Receivers with one path the older has it
    private static final Comparator<Receiver> OLDEST_FIRST = Comparator.comparing(
                    (Receiver receiver) -> receiver.created().orElse(Instant.MAX))
            .thenComparing(Receiver::name);

    private final Duration grace;
    private final Tokens tokens;
    private final ProblemWatch problems;
    private final Patience patience;
    private final FilterCheck filters;
    /** The Receivers of the round before. */
    private List<Receiver> seen = List.of();

    private List<Receiver> oldestFirst = List.of();

    ReceiverRoutes(Duration grace, Tokens tokens, Patience patience, FilterCheck filters, ProblemWatch problems) {
        this.grace = grace;
        this.tokens = tokens;
        this.patience = patience;
        this.filters = filters;
        this.problems = problems;
    }

    /**
     * The routes.
     *
     * @param receivers all Receivers
     * @param before the routes of the round before
     * @param now the time
     * @return each path once, those of the oldest Receiver first
     */
    List<Route> of(List<Receiver> receivers, List<Route> before, Instant now) {
        if (!receivers.equals(seen)) {
            Set<ReceiverName> names = receivers.stream().map(Receiver::name).collect(Collectors.toSet());
            tokens.keepOnly(names);
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
        if (!receiver.published()) {
            return List.of();
        }
        boolean revoke = receiver.annotations().containsKey(REVOKE_NOW);
        boolean held = patience.holds(receiver, now);
        if (held && !revoke && !old.isEmpty()) {
            return old;
        }
        Duration left = revoke ? Duration.ZERO : grace;
        Optional<Tokens.Current> known = tokens.current(receiver, left, now);
        if (known.isEmpty()) {
            return old;
        }
        Tokens.Current current = known.get();
        current.problems().forEach(problem -> problems.found(receiver, problem));
        if (current.route().isEmpty() && !held) {
            problems.found(receiver, Problem.NO_PATH);
        }
        Problem.ofOptions(receiver).forEach(problem -> problems.found(receiver, problem));
        Optional<String> mistake = filters.mistake(receiver);
        mistake.ifPresent(message -> problems.found(receiver, Problem.invalidFilter(message)));
        Optional<Route> route = current.route()
                .map(it ->
                        mistake.isPresent() && it.state() == RouteState.READY ? it.in(RouteState.INVALID_FILTER) : it);
        return RouteHistory.with(old, route, now, left);
    }
}
