package dev.sluice.agent.delivery;

import dev.sluice.agent.plan.Decision;
import dev.sluice.agent.plan.Target;
import dev.sluice.agent.trigger.SingleFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Triggers the targets of one event side by side. */
public final class Targets {

    private final SingleFlight flights;

    /** @param flights what triggers one target */
    public Targets(SingleFlight flights) {
        this.flights = flights;
    }

    /** What became of one target. */
    record Result(Target target, Decision decision) {}

    List<Result> trigger(List<Target> targets) throws InterruptedException {
        if (targets.size() == 1) {
            Target only = targets.getFirst();
            return List.of(new Result(only, flights.trigger(only)));
        }
        List<Result> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Result>> running = threads.invokeAll(targets.stream()
                    .map(target -> (Callable<Result>) () -> new Result(target, flights.trigger(target)))
                    .toList());
            for (Future<Result> one : running) {
                results.add(one.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a trigger only decides", e.getCause());
        }
        return results;
    }
}
