package dev.sluice.agent.delivery;

import dev.sluice.agent.plan.Finding;
import dev.sluice.agent.plan.Plan;
import dev.sluice.agent.plan.Selection;
import dev.sluice.agent.select.Payload;
import dev.sluice.agent.select.Selected;
import dev.sluice.agent.select.Selector;
import dev.sluice.agent.trigger.SingleFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Triggers what an event is for, side by side: what takes long does not hold up the rest. */
public final class Triggering {

    // of one event; a name of * may stand for thousands
    private static final int AT_ONCE = 20;

    private final Selector selector;
    private final SingleFlight flights;

    /**
     * @param selector finds the objects
     * @param flights triggers one
     */
    public Triggering(Selector selector, SingleFlight flights) {
        this.selector = selector;
        this.flights = flights;
    }

    /**
     * Triggers all that a plan selects.
     *
     * @param plan which objects, and what was refused
     * @param payload what their filters see of the event
     * @return what was refused, and what became of each object
     * @throws InterruptedException when the agent stops
     */
    public List<Finding> trigger(Plan plan, Payload payload) throws InterruptedException {
        List<Finding> findings = new ArrayList<>(plan.refusals());
        sideBySide(plan.selections(), selection -> trigger(selection, payload)).forEach(findings::addAll);
        return findings;
    }

    private List<Finding> trigger(Selection selection, Payload payload) throws InterruptedException {
        Selected selected = selector.select(selection, payload);
        List<Finding> findings = new ArrayList<>(selected.findings());
        findings.addAll(
                sideBySide(selected.targets(), target -> new Finding(flights.trigger(target), target.toString())));
        return findings;
    }

    /** Something that is done for one of several. */
    @FunctionalInterface
    private interface Step<T, R> {
        R of(T one) throws InterruptedException;
    }

    private static <T, R> List<R> sideBySide(List<T> all, Step<T, R> step) throws InterruptedException {
        if (all.size() <= 1) {
            return all.isEmpty() ? List.of() : List.of(step.of(all.getFirst()));
        }
        List<Future<R>> running = new ArrayList<>();
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (T one : all) {
                    places.acquire();
                    running.add(threads.submit(() -> {
                        try {
                            return step.of(one);
                        } finally {
                            places.release();
                        }
                    }));
                }
                List<R> results = new ArrayList<>();
                for (Future<R> one : running) {
                    results.add(one.get());
                }
                return results;
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                if (e.getCause() instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                throw new IllegalStateException("a trigger only decides", e.getCause());
            }
        }
    }
}
