package dev.sluice.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Requests that a {@link FaultProxy} holds back. */
public final class Hold implements AutoCloseable {
    static final int MAX_LENGTH = 256;

    private final String text;
    private final CountDownLatch seen = new CountDownLatch(1);
    private final CompletableFuture<Boolean> released = new CompletableFuture<>();

    Hold(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A text to hold has 1 to " + MAX_LENGTH + " characters.");
        }
        this.text = text;
    }

    /** Waits until one is held; false when none came in time. */
    public boolean awaitRequest(Duration timeout) {
        try {
            return seen.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Forwards what was held (even when its sender is gone), and holds nothing more. */
    public void release() {
        released.complete(true);
    }

    /** Discards what was held and closes its connection: the target never sees it. Holds nothing more. */
    public void drop() {
        released.complete(false);
    }

    /** The same as {@link #drop()}, unless it was released. */
    @Override
    public void close() {
        drop();
    }

    /** Whether the text is in what was seen and ends in the new part of it. */
    boolean matches(String bytes, int newFrom) {
        return !released.isDone() && bytes.indexOf(text, Math.max(0, newFrom - text.length() + 1)) >= 0;
    }

    /** Waits for the test's word. */
    boolean isReleasedInTheEnd() {
        seen.countDown();
        return released.join();
    }
}
