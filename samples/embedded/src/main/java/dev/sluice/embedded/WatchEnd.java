package dev.sluice.embedded;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;

/**
 * Ends a watch on a thread of its own. The mock's listener waits there for the events that are still under way; on the
 * server's one event loop it would wait for itself, and nobody would get an answer for a minute.
 */
final class WatchEnd extends WebSocketListener {

    private final WebSocketListener watch;

    WatchEnd(WebSocketListener watch) {
        this.watch = watch;
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
        Thread.ofVirtual().start(() -> watch.onClosed(socket, code, reason));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable error, Response response) {
        watch.onFailure(socket, error, response);
    }
}
