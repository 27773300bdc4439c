package dev.sluice.agent.publish;

import dev.sluice.agent.delivery.ObjectEvents;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Receivers;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Keeps the cluster's route tables as its Receivers are. One replica does this at a time, on one thread: each round looks
 * at all Receivers and writes the tables that differ.
 */
public final class RoutePublisher {

    // heals what somebody else has written or deleted
    private static final Duration READ_AGAIN = Duration.ofMinutes(10);

    private final String cluster;
    private final Receivers receivers;
    private final TableStore store;
    private final Clock clock;
    private final ProblemWatch problems;
    private final ReceiverRoutes routes;
    private final TableWriter writer;
    private final AtomicInteger routeCount;

    private Instant read = Instant.MIN;
    /** The tables by their numbers, as Secrets Manager holds them. */
    private Map<Integer, RouteTable> published = Map.of();
    /** The routes of each table as they are to be; ahead of what is published when a write has to wait. */
    private List<List<Route>> wanted = List.of();
    /** The last layout; null when what lies there has been read since. */
    private @Nullable TableLayout layout;
    /** The routes that it is of. */
    private List<Route> laidOut = List.of();

    /**
     * @param settings how
     * @param receivers the cluster's Receivers
     * @param kubernetes gets their Secrets, if the settings want it
     * @param filters compiles their filters
     * @param store takes the tables
     * @param events is told of Receivers that cannot be published
     * @param metrics counts the writes
     * @param clock the time
     */
    public RoutePublisher(
            PublishSettings settings,
            Receivers receivers,
            KubernetesClient kubernetes,
            Filters filters,
            TableStore store,
            ObjectEvents events,
            MeterRegistry metrics,
            Clock clock) {
        this.cluster = settings.cluster();
        this.receivers = receivers;
        this.store = store;
        this.clock = clock;
        this.problems = new ProblemWatch(events, metrics);
        Tokens tokens = switch (settings.tokens()) {
            case PUBLISHED -> new PublishedTokens(new SecretSource(kubernetes, settings.secretRefresh()));
            case EXTERNAL -> new ExternalTokens();
        };
        this.routes = new ReceiverRoutes(
                settings.rotationGrace(), tokens, new Patience(settings.tokens()), new FilterCheck(filters), problems);
        this.writer = new TableWriter(store, metrics);
        this.routeCount = Objects.requireNonNull(metrics.gauge("sluice.routes", new AtomicInteger()));
    }

    /** Forgets what it knows of the tables: somebody else may have written them. */
    public void forget() {
        read = Instant.MIN;
    }

    /**
     * One round. What Secrets Manager refuses stays for the next one.
     *
     * @throws SdkException when the tables cannot be read
     */
    public void publish() {
        Instant now = clock.instant();
        if (read.equals(Instant.MIN)) {
            readBack();
            read = now;
        } else if (now.isAfter(read.plus(READ_AGAIN)) && wanted.equals(layoutOf(published))) {
            read = now;
            readBack();
        }
        List<Receiver> all = receivers.all();
        List<Route> before = wanted.stream().flatMap(List::stream).toList();
        List<Route> after = routes.of(all, before, now);
        if (layout == null || !after.equals(laidOut)) {
            layout = TableLayout.of(wanted, after);
            laidOut = after;
            wanted = layout.tables();
            routeCount.set(layout.routes());
        }
        found(Problem.TABLES_FULL, all, layout.leftOut());
        write(all, now);
        problems.tell();
    }

    private void readBack() {
        published = store.read();
        wanted = layoutOf(published);
        layout = null;
    }

    private static List<List<Route>> layoutOf(Map<Integer, RouteTable> tables) {
        List<List<Route>> layout = new ArrayList<>();
        int count = tables.keySet().stream().mapToInt(n -> n + 1).max().orElse(0);
        for (int n = 0; n < count; n++) {
            RouteTable table = tables.get(n);
            layout.add(table == null ? List.of() : table.routes());
        }
        return layout;
    }

    /** Table 0 comes last: it says how many there are, and must not count one that could not be written. */
    private void write(List<Receiver> all, Instant now) {
        published = new HashMap<>(published);
        for (int n = 1; n < wanted.size(); n++) {
            write(all, n, new RouteTable(cluster, 1, wanted.get(n)), now);
        }
        int count = 1;
        while (published.containsKey(count)) {
            count++;
        }
        write(all, 0, new RouteTable(cluster, count, wanted.getFirst()), now);
    }

    private void write(List<Receiver> all, int n, RouteTable table, Instant now) {
        Optional<RouteTable> old = Optional.ofNullable(published.get(n));
        if (old.equals(Optional.of(table))) {
            return;
        }
        if (writer.write(n, old, table, now)) {
            published.put(n, table);
            return;
        }
        List<Route> unchanged = old.map(RouteTable::routes).orElse(List.of());
        found(
                Problem.NOT_PUBLISHED,
                all,
                table.routes().stream()
                        .filter(route -> !unchanged.contains(route))
                        .toList());
    }

    private void found(Problem problem, List<Receiver> all, List<Route> routes) {
        Set<ReceiverName> names = routes.stream().map(Route::receiver).collect(Collectors.toSet());
        all.stream()
                .filter(receiver -> names.contains(receiver.name()))
                .forEach(receiver -> problems.found(receiver, problem));
    }
}
