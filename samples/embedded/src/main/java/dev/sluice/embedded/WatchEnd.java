package dev.sluice.embedded;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Set;

/**
 * Ends a watch on a thread of its own. The mock's listener waits there for the events that are still under way; on the
 * server's one event loop it would wait for itself, and nobody would get an answer for a minute. It is first taken off
 * the list of those that are told events: the mock's own end does that last, and an event that comes between would break
 * off with the request that made it, unanswered, and with the watches behind it untold.
 */
final class WatchEnd extends WebSocketListener {

    /** For the event that is just being told. */
    private static final Duration LAST_EVENT = Duration.ofSeconds(1);

    private final WebSocketListener watch;
    private final Set<?> watches;

    /**
     * @param watch the mock's listener
     * @param dispatcher the mock, which keeps the list to itself
     */
    WatchEnd(WebSocketListener watch, KubernetesCrudDispatcher dispatcher) {
        this.watch = watch;
        try {
            Field field = KubernetesCrudDispatcher.class.getDeclaredField("watchEventListeners");
            field.setAccessible(true);
            this.watches = (Set<?>) field.get(dispatcher);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of the mock?", e);
        }
    }

    @Override
    public void onBeforeAccept(WebSocket socket, Response response) {
        watch.onBeforeAccept(socket, response);
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
        watch.onOpen(socket, response);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
        watch.onMessage(socket, text);
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
        watch.onClosing(socket, code, reason);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
        watches.remove(watch);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(LAST_EVENT);
            } catch (InterruptedException e) {
                // nobody interrupts it
                Thread.currentThread().interrupt();
            }
            watch.onClosed(socket, code, reason);
        });
    }

    @Override
    public void onFailure(WebSocket socket, Throwable error, Response response) {
        watch.onFailure(socket, error, response);
    }
}
