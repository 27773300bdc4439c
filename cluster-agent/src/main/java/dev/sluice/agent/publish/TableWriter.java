package dev.sluice.agent.publish;

import dev.sluice.route.RouteState;
import dev.sluice.route.RouteTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Writes tables, each as often as Secrets Manager's quota lets it. */
final class TableWriter {

    private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

    private final TableStore store;
    private final MeterRegistry metrics;
    private final List<WriteBucket> buckets = new ArrayList<>();

    TableWriter(TableStore store, MeterRegistry metrics) {
        this.store = store;
        this.metrics = metrics;
    }

    /**
     * Writes table {@code n}.
     *
     * @param old what it holds; empty when there is none yet
     * @return false when it is to be tried again: it was refused, or has to wait for the quota
     */
    boolean write(int n, Optional<RouteTable> old, RouteTable table, Instant now) {
        while (buckets.size() <= n) {
            buckets.add(new WriteBucket(now));
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
            buckets.get(n).refused(now);
            count("refused");
            LOG.atWarn()
                    .addKeyValue("table", n)
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("routes not published");
            return false;
        }
    }

    private void count(String outcome) {
        metrics.counter("sluice.table.writes", "outcome", outcome).increment();
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
}
