package dev.sluice.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on 127.0.0.1 that handles each request on a virtual thread of its own, so that long polls cost nothing. */
final class LoopbackHttp implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Binds the port (0: a free one); nothing is served yet. */
    LoopbackHttp(int port) throws IOException {
        // else Nagle's algorithm and delayed ACKs add 40 ms to many answers; read once, by the first server of the JVM
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(loopback(), port), 1024);
    }

    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    void serve(HttpHandler handler) {
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Sends status and body, and ends the exchange. */
    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        // 0 would mean chunked; -1 means none
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD") || status == 204;
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
