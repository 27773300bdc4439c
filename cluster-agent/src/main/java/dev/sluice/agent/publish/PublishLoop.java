package dev.sluice.agent.publish;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Runs the publisher when something changed, and every second for what only time changes. */
public final class PublishLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PublishLoop.class);

    private final RoutePublisher publisher;
    private final Semaphore changes;
    private final BooleanSupplier mayPublish;
    private final Thread thread = Thread.ofVirtual().name("publish").unstarted(this::run);
    private volatile boolean closed;
    private boolean publishing;

    /**
     * @param publisher what to run
     * @param changes a permit for each change that was not looked at
     * @param mayPublish whether the Receivers are known and this replica is the one to publish
     */
    public PublishLoop(RoutePublisher publisher, Semaphore changes, BooleanSupplier mayPublish) {
        this.publisher = publisher;
        this.changes = changes;
        this.mayPublish = mayPublish;
    }

    /** Starts to publish. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                if (changes.tryAcquire(1, TimeUnit.SECONDS)) {
                    // one change seldom comes alone
                    Thread.sleep(50);
                    changes.drainPermits();
                }
                round();
            } catch (InterruptedException e) {
                // only close() interrupts
                return;
            }
        }
    }

    private void round() {
        try {
            if (!mayPublish.getAsBoolean()) {
                publishing = false;
                return;
            }
            if (!publishing) {
                // whoever published until now may have written since
                publisher.forget();
            }
            publisher.publish();
            publishing = true;
        } catch (SdkException | KubernetesClientException e) {
            LOG.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("routes not looked at");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a defect kept routes from being published");
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join();
    }
}
