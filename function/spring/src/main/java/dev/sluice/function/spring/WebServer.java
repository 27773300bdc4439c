package dev.sluice.function.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The function as a web service: every method, every path, the raw request target. It is the JDK's own server, because that
 * hands on the target as it was sent, which those of Spring Boot decode, normalise or refuse; and it is there anyway.
 */
final class WebServer implements SmartLifecycle {

    private static final int BACKLOG = 1024;
    private static final int NO_BODY = -1;
    private static final int STOP_SECONDS = 10;

    private final ReceiveWebhook function;
    private final Clock clock;
    private final InetSocketAddress address;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService threads;

    WebServer(ReceiveWebhook function, Clock clock, InetSocketAddress address) {
        this.function = function;
        this.clock = clock;
        this.address = address;
    }

    @Override
    public synchronized void start() {
        try {
            HttpServer started = HttpServer.create(address, BACKLOG);
            ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
            started.setExecutor(executor);
            started.createContext("/", this::handle);
            started.start();
            server = started;
            threads = executor;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    /** Answers what has come in, then stops. */
    @Override
    public synchronized void stop() {
        if (server != null) {
            server.stop(STOP_SECONDS);
            server = null;
        }
        if (threads != null) {
            threads.close();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    /** The port it listens on. */
    synchronized int port() {
        return server == null ? address.getPort() : server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                // one byte more than is allowed tells that it is too large
                body = in.readNBytes(ReceiveWebhook.MAX_BODY_BYTES + 1);
            }
            int status = function.receive(new Webhook(
                            exchange.getRequestMethod(),
                            RequestTarget.of(exchange.getRequestURI()),
                            headers(exchange),
                            body,
                            UUID.randomUUID().toString(),
                            clock.instant()))
                    .status();
            exchange.sendResponseHeaders(status, NO_BODY);
        }
    }

    private static Headers headers(HttpExchange exchange) {
        List<Map.Entry<String, String>> headers = exchange.getRequestHeaders().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> Map.entry(header.getKey(), value)))
                .toList();
        return Headers.of(headers);
    }
}
