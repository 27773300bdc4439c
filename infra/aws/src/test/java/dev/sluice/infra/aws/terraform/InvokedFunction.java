package dev.sluice.infra.aws.terraform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.embedded.EmulatedLambda;
import dev.sluice.embedded.LambdaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where MiniStack sends the calls of a function. Its address is known before the function is made; the function itself
 * starts afterwards, as what was made says.
 */
final class InvokedFunction implements AutoCloseable {

    private final HttpServer server;
    private volatile @Nullable EmulatedLambda lambda;

    InvokedFunction() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::invoke);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void start(LambdaRuntime runtime) {
        lambda = EmulatedLambda.start(runtime);
    }

    /** What the function has logged. */
    String log() {
        EmulatedLambda started = lambda;
        return started == null ? "" : started.log();
    }

    @Override
    public void close() {
        server.stop(0);
        EmulatedLambda started = lambda;
        if (started != null) {
            started.close();
        }
    }

    private void invoke(HttpExchange exchange) throws IOException {
        byte[] event = exchange.getRequestBody().readAllBytes();
        EmulatedLambda started = lambda;
        if (started == null) {
            exchange.sendResponseHeaders(503, -1);
        } else {
            byte[] answer = started.invoke(event);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
        exchange.close();
    }
}
