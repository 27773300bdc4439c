package dev.sluice.soak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does many things, some at a time.
 *
 * @param size how many at a time
 */
record Crew(int size) {

    /** What is done with one. */
    interface Work<T> {
        void on(T one) throws Exception;
    }

    /**
     * Works on each, in their order.
     *
     * @throws IllegalStateException when one fails
     */
    <T> void each(Collection<T> all, Work<T> work) throws InterruptedException {
        Queue<T> left = new ConcurrentLinkedQueue<>(all);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < size; i++) {
                workers.add(threads.submit(() -> {
                    for (T one = left.poll(); one != null; one = left.poll()) {
                        work.on(one);
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            left.clear();
        }
    }
}
