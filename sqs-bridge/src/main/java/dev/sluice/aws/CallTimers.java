package dev.sluice.aws;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/** The thread that ends calls which take too long, one for all clients; each would else have five of its own. */
public final class CallTimers {

    private static final ScheduledExecutorService SHARED = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("aws-call-timers").factory());

    private CallTimers() {}

    /** For a client whose calls, with their retries, may take so long. */
    public static Consumer<ClientOverrideConfiguration.Builder> within(Duration time) {
        return configuration -> configuration.apiCallTimeout(time).scheduledExecutorService(SHARED);
    }

    /** For {@code ClientOverrideConfiguration}; never to be shut down. */
    public static ScheduledExecutorService shared() {
        return SHARED;
    }
}
