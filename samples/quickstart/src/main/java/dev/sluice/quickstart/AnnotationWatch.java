package dev.sluice.quickstart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Sees when the annotation of an object changes. */
final class AnnotationWatch implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Watch watch;
    private String value;
    private boolean isNew;
    private long seenAt;

    AnnotationWatch(Resource<GenericKubernetesResource> object) {
        value = RequestedAt.of(object.get()).orElse("");
        watch = object.watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, GenericKubernetesResource resource) {
                see(RequestedAt.of(resource).orElse(""));
            }

            @Override
            public void onClose(WatcherException cause) {
                // what is not seen is told by await()
            }
        });
    }

    /** The annotation's new value; empty when it did not change in time. */
    String await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!isNew && left > 0) {
                left = changed.awaitNanos(left);
            }
            boolean inTime = isNew;
            isNew = false;
            return inTime ? value : "";
        } finally {
            lock.unlock();
        }
    }

    /** Whether the annotation does not change for so long. */
    boolean staysFor(Duration time) throws InterruptedException {
        return await(time).isEmpty();
    }

    /** When the last change was seen, as of {@link System#nanoTime}. */
    long seenAt() {
        lock.lock();
        try {
            return seenAt;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        watch.close();
    }

    private void see(String now) {
        lock.lock();
        try {
            if (!now.equals(value)) {
                value = now;
                seenAt = System.nanoTime();
                isNew = true;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
