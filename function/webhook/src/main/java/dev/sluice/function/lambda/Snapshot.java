package dev.sluice.function.lambda;

import dev.sluice.function.log.JsonLog;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What the function does around a snapshot of SnapStart. Before it a dry run loads and compiles the code. After it all
 * that holds state is made anew, so that no connection, secret or random number is older than the restore.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html">Uniqueness</a>
 */
final class Snapshot implements Resource {

    private static final int SEED_BYTES = 32;

    private final Supplier<JsonLog> log;
    private final String region;
    private final Runnable renewal;

    /**
     * Hooks that are not registered yet.
     *
     * @param log the function's log of the moment
     * @param region the function's region
     * @param renewal makes the function anew, and loads its routes
     */
    Snapshot(Supplier<JsonLog> log, String region, Runnable renewal) {
        this.log = log;
        this.region = region;
        this.renewal = renewal;
    }

    /** Whether Lambda takes snapshots of this function. */
    static boolean isWanted(Map<String, String> environment) {
        return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
    }

    /** Registers it; Lambda itself holds it weakly. */
    Snapshot register() {
        Core.getGlobalContext().register(this);
        return this;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            long start = System.nanoTime();
            int webhooks = DryRun.run(region);
            log.get()
                    .info(
                            "primed",
                            Map.of("webhooks", webhooks, "milliseconds", (System.nanoTime() - start) / 1_000_000));
        } catch (IOException | RuntimeException e) {
            // a function that starts slowly is better than none
            log.get().warn("not primed", Map.of("exception", e.getClass().getName()));
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        try {
            reseed();
            renewal.run();
        } catch (RuntimeException e) {
            // the first webhook tries again
            log.get().warn("not renewed", Map.of("exception", e.getClass().getName()));
        }
    }

    /** All generators of the JDK's default kind share what this stirs, that of {@code UUID.randomUUID()} too. */
    private static void reseed() {
        SecureRandom random = new SecureRandom();
        random.setSeed(random.generateSeed(SEED_BYTES));
    }
}
