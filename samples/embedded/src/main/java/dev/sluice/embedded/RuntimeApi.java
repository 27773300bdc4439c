package dev.sluice.embedded;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The Runtime API of Lambda with what SnapStart adds to it, for one function.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LoopbackHttp server;
    private final CountDownLatch snapshot = new CountDownLatch(1);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch restored = new CountDownLatch(1);
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();

    RuntimeApi() throws IOException {
        server = new LoopbackHttp(0);
        server.serve(this::handle);
    }

    int port() {
        return server.port();
    }

    /** Falls when the function may be stored away. */
    CountDownLatch snapshot() {
        return snapshot;
    }

    /** Falls when the function asks for its first call. */
    CountDownLatch ready() {
        return ready;
    }

    void restore() {
        restored.countDown();
    }

    /** Calls the function; an error of it comes back as the error's JSON. */
    byte[] invoke(byte[] event) throws InterruptedException {
        events.add(event);
        byte[] answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (answer == null) {
            throw new IllegalStateException("the function did not answer");
        }
        return answer;
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String call = exchange.getRequestURI().getPath().substring(BASE.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            switch (call) {
                case "restore/next" -> {
                    snapshot.countDown();
                    restored.await();
                    LoopbackHttp.answer(exchange, 200, new byte[0]);
                }
                case "invocation/next" -> next(exchange);
                default -> {
                    if (call.startsWith("invocation/") || call.endsWith("/error")) {
                        answers.add(body);
                    }
                    LoopbackHttp.answer(exchange, 202, new byte[0]);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        ready.countDown();
        byte[] event = events.take();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(PATIENCE).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:000000000000:function:sluice");
        LoopbackHttp.answer(exchange, 200, event);
    }
}
