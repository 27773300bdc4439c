package dev.sluice.agent.publish;

import dev.sluice.agent.delivery.ReceiverEvents;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Receivers;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.RouteTable;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps the cluster's route tables as its Receivers are. One replica does this at a time, on one thread: each round looks
 * at all Receivers and writes the tables that differ.
 */
public final class RoutePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(RoutePublisher.class);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final String REVOKE_NOW = "sluice.dev/revoke-now";
    private static final String PUBLISH = "sluice.dev/publish";

    private final PublishSettings settings;
    private final Receivers receivers;
    private final TableStore store;
    private final ReceiverEvents events;
    private final MeterRegistry metrics;
    private final Clock clock;

    private final SecretSource secrets;
    private final Patience patience = new Patience();
    private final Map<ReceiverName, RouteState> toldState = new HashMap<>();
    private final Map<ReceiverName, List<OptionProblem>> toldProblems = new HashMap<>();
    private final List<WriteBucket> buckets = new ArrayList<>();
    private final AtomicInteger routeCount;
    private Instant notBefore = Instant.MIN;
    private Optional<List<RouteTable>> published = Optional.empty();

    /**
     * @param settings how
     * @param receivers the cluster's Receivers
     * @param kubernetes gets their Secrets
     * @param store takes the tables
     * @param events is told of Receivers that cannot be published
     * @param metrics counts the writes
     * @param clock the time
     */
    public RoutePublisher(
            PublishSettings settings,
            Receivers receivers,
            KubernetesClient kubernetes,
            TableStore store,
            ReceiverEvents events,
            MeterRegistry metrics,
            Clock clock) {
        this.settings = settings;
        this.receivers = receivers;
        this.store = store;
        this.events = events;
        this.metrics = metrics;
        this.clock = clock;
        this.secrets = new SecretSource(kubernetes, settings.secretRefresh());
        this.routeCount = Objects.requireNonNull(metrics.gauge("sluice.routes", new AtomicInteger()));
    }

    /** Forgets what it knows of the tables: somebody else may have written them. */
    public void forget() {
        published = Optional.empty();
    }

    /**
     * One round. What Secrets Manager refuses stays for the next one.
     *
     * @throws SdkException when the tables were never read and cannot be now
     */
    public void publish() {
        Instant now = clock.instant();
        List<RouteTable> before = published.orElseGet(this::readBack);
        published = Optional.of(before);
        List<RouteTable> after = TableLayout.of(settings.cluster(), before, routes(before, now));
        List<RouteTable> written = new ArrayList<>(before);
        // table 0 says how many there are, so it comes last
        for (int n = after.size() - 1; n >= 0; n--) {
            Optional<RouteTable> old = n < before.size() ? Optional.of(before.get(n)) : Optional.empty();
            if (!old.equals(Optional.of(after.get(n))) && write(n, old, after.get(n), now)) {
                while (written.size() <= n) {
                    written.add(new RouteTable(settings.cluster(), after.size(), List.of()));
                }
                written.set(n, after.get(n));
            }
        }
        published = Optional.of(List.copyOf(written));
    }

    private List<RouteTable> readBack() {
        List<RouteTable> tables = new ArrayList<>();
        Optional<RouteTable> first = store.read(0);
        first.ifPresent(tables::add);
        for (int n = 1; n < first.map(RouteTable::count).orElse(0); n++) {
            tables.add(store.read(n).orElseGet(() -> new RouteTable(settings.cluster(), 1, List.of())));
        }
        return tables;
    }

    private List<Route> routes(List<RouteTable> before, Instant now) {
        Map<ReceiverName, List<Route>> old = before.stream()
                .flatMap(table -> table.routes().stream())
                .collect(Collectors.groupingBy(Route::receiver));
        List<Receiver> all = receivers.all().stream()
                .sorted(Comparator.comparing(
                                (Receiver receiver) -> receiver.created().orElse(Instant.MAX))
                        .thenComparing(Receiver::name))
                .toList();
        Set<ReceiverName> names = all.stream().map(Receiver::name).collect(Collectors.toSet());
        secrets.keepOnly(names);
        patience.keepOnly(names);
        toldState.keySet().retainAll(names);
        toldProblems.keySet().retainAll(names);
        List<Route> routes = new ArrayList<>();
        Set<String> paths = new HashSet<>();
        for (Receiver receiver : all) {
            for (Route route : routesOf(receiver, old.getOrDefault(receiver.name(), List.of()), now)) {
                if (paths.add(route.path())) {
                    routes.add(route);
                } else {
                    events.warn(receiver, "PathTaken", "an older Receiver has the same webhook path");
                }
            }
        }
        routeCount.set(routes.size());
        return routes;
    }

    private List<Route> routesOf(Receiver receiver, List<Route> old, Instant now) {
        if ("false".equals(receiver.annotations().get(PUBLISH))) {
            return List.of();
        }
        if (!old.isEmpty() && patience.holds(receiver, now)) {
            return old;
        }
        Optional<ReceiverSecret> secret = secrets.of(receiver, now);
        if (secret.isEmpty()) {
            return old;
        }
        Optional<Route> current = CurrentRoute.of(receiver, secret.get());
        tell(receiver, current);
        tell(receiver, OptionProblem.of(receiver, secret.get()));
        boolean revoke = receiver.annotations().containsKey(REVOKE_NOW);
        return RouteHistory.with(old, current, now, revoke ? Duration.ZERO : settings.rotationGrace());
    }

    private void tell(Receiver receiver, Optional<Route> current) {
        RouteState state = current.map(Route::state).orElse(RouteState.NO_TOKEN);
        if (state != toldState.put(receiver.name(), state) && state == RouteState.NO_TOKEN) {
            events.warn(receiver, "NoToken", "the Secret has no token, or an empty one: webhooks are refused");
            LOG.atWarn().addKeyValue("receiver", receiver.name()).log("Receiver without a token");
        }
    }

    private void tell(Receiver receiver, List<OptionProblem> problems) {
        List<OptionProblem> before = toldProblems.put(receiver.name(), problems);
        problems.stream()
                .filter(problem -> before == null || !before.contains(problem))
                .forEach(problem -> events.warn(receiver, problem.reason(), problem.message()));
    }

    private boolean write(int n, Optional<RouteTable> old, RouteTable table, Instant now) {
        while (buckets.size() <= n) {
            buckets.add(new WriteBucket(now));
        }
        if (now.isBefore(notBefore)) {
            return false;
        }
        if (!buckets.get(n).tryTake(isUrgent(old, table), now)) {
            count("deferred");
            return false;
        }
        try {
            store.write(n, table);
            count("written");
            LOG.atInfo()
                    .addKeyValue("table", n)
                    .addKeyValue("routes", table.routes().size())
                    .log("routes published");
            return true;
        } catch (SdkException e) {
            buckets.get(n).putBack();
            notBefore = now.plus(RETRY);
            count("refused");
            LOG.atWarn()
                    .addKeyValue("table", n)
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("routes not published");
            table.routes().stream()
                    .map(Route::receiver)
                    .distinct()
                    .limit(10)
                    .map(receivers::find)
                    .flatMap(Optional::stream)
                    .forEach(receiver ->
                            events.warn(receiver, "NotPublished", "Secrets Manager did not take the route table"));
            return false;
        }
    }

    /** Whether more than states changed. */
    private static boolean isUrgent(Optional<RouteTable> old, RouteTable table) {
        return old.isEmpty() || !stateless(old.get()).equals(stateless(table));
    }

    private static RouteTable stateless(RouteTable table) {
        return new RouteTable(
                table.cluster(),
                table.count(),
                table.routes().stream().map(route -> route.in(RouteState.READY)).toList());
    }

    private void count(String outcome) {
        metrics.counter("sluice.table.writes", "outcome", outcome).increment();
    }
}
