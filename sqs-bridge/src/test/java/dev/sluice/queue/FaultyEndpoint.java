package dev.sluice.queue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An endpoint in front of SQS that counts the calls of each operation, and answers some of them itself. */
final class FaultyEndpoint implements AutoCloseable {

    private final URI target;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FaultyEndpoint(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    static FaultyEndpoint to(URI target) {
        try {
            return new FaultyEndpoint(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers an operation with that status and error. */
    void fail(String operation, int status, String error) {
        faults.put(operation, new Fault(status, error));
    }

    /** Does not answer an operation. */
    void hang(String operation) {
        faults.put(operation, Fault.SILENCE);
    }

    /** Passes everything on again. */
    void heal() {
        faults.clear();
    }

    /** How often an operation was called. */
    int calls(String operation) {
        return counter(operation).get();
    }

    private AtomicInteger counter(String operation) {
        return calls.computeIfAbsent(operation, o -> new AtomicInteger());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            String operation =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("AmazonSQS.", "");
            counter(operation).incrementAndGet();
            Fault fault = faults.get(operation);
            if (fault == null) {
                forward(exchange, request);
            } else if (fault.equals(Fault.SILENCE)) {
                closed.await();
            } else {
                String type = "{\"__type\":\"com.amazonaws.sqs#" + fault.error() + "\",\"message\":\"as told\"}";
                answer(exchange, fault.status(), type.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            // closing
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, byte[] request) throws IOException, InterruptedException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(target.resolve("/"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .header("Content-Type", "application/x-amz-json-1.0");
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("Authorization") || name.regionMatches(true, 0, "X-Amz", 0, 5)) {
                forwarded.header(name, values.getFirst());
            }
        });
        HttpResponse<byte[]> response = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
        answer(exchange, response.statusCode(), response.body());
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }

    private record Fault(int status, String error) {
        static final Fault SILENCE = new Fault(0, "");
    }
}
