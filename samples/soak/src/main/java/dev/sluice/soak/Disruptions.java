package dev.sluice.soak;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What goes wrong while webhooks come: agents are killed, SQS and the API server go away. */
final class Disruptions implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Future<?> kills;
    private final Future<?> sqs;
    private final Future<?> apiServer;

    /** Begins. */
    Disruptions(SoakSettings settings, Agents agents, Surroundings sluice, ApiServer kube) {
        kills = threads.submit(() -> {
            while (true) {
                Thread.sleep(settings.killEvery());
                agents.killNext();
            }
        });
        sqs = outage(settings.sqsAwayAfter(), sluice.network()::down, settings.sqsAway(), sluice.network()::up);
        apiServer = outage(settings.apiServerAwayAfter(), kube.away(), settings.apiServerAway(), kube.back());
    }

    /** Returns when both are back; kills no more. */
    void awaitEnd() throws InterruptedException {
        try {
            sqs.get();
            apiServer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outage did not go as it should", e.getCause());
        }
        if (kills.isDone()) {
            throw new IllegalStateException("an agent could not be started again", kills.exceptionNow());
        }
        kills.cancel(true);
    }

    private Future<?> outage(Duration after, Runnable away, Duration time, Runnable back) {
        return threads.submit(() -> {
            Thread.sleep(after);
            away.run();
            Thread.sleep(time);
            back.run();
            return null;
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
