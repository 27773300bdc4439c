package dev.sluice.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica is the one that publishes: the holder of a Lease.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/architecture/leases/">Leases</a>
 */
final class Leadership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    /** RBAC limits the agent to it, so it is the same everywhere. */
    static final String LEASE_NAME = "sluice-agent";

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final Runnable onChange;
    private volatile boolean leading;
    private volatile boolean closed;
    private volatile CompletableFuture<?> election = new CompletableFuture<>();

    Leadership(KubernetesClient kubernetes, String namespace, Runnable onChange) {
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        this.onChange = onChange;
    }

    void start() {
        String me = UUID.randomUUID().toString();
        LeaderElector elector = kubernetes
                .leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName(LEASE_NAME)
                        .withLock(new LeaseLock(namespace, LEASE_NAME, me))
                        .withLeaseDuration(LEASE)
                        .withRenewDeadline(RENEW_DEADLINE)
                        .withRetryPeriod(RETRY)
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(() -> lead(true), () -> lead(false), leader -> {}))
                        .build())
                .build();
        // a lost lease ends an election: stand again
        election = elector.start();
        var _ = election.whenComplete((done, failure) -> {
            lead(false);
            if (!closed) {
                start();
            }
        });
    }

    boolean isLeader() {
        return leading;
    }

    private void lead(boolean now) {
        if (leading != now) {
            leading = now;
            LOG.atInfo().addKeyValue("leading", now).log("leadership changed");
            onChange.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        election.cancel(true);
    }
}
