package dev.sluice.aws;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The thread that ends calls which take too long, one for all clients; each would else have five of its own. */
public final class CallTimers {

    private static final ScheduledExecutorService SHARED = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("aws-call-timers").factory());

    private CallTimers() {}

    /** For {@code ClientOverrideConfiguration}; never to be shut down. */
    public static ScheduledExecutorService shared() {
        return SHARED;
    }
}
