package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.route.OidcProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer: real HTTPS, on loopback. What it serves can be changed while it runs. */
final class TestIssuer implements AutoCloseable {

    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpHandler> pages = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    TestIssuer() {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(TestTls.get()));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        serve(DISCOVERY, discovery());
    }

    /** Issuer with these keys. */
    static TestIssuer with(TestKey... keys) {
        TestIssuer issuer = new TestIssuer();
        issuer.serveKeys(keys);
        return issuer;
    }

    String url() {
        return url("localhost");
    }

    String url(String host) {
        return "https://" + host + ":" + server.getAddress().getPort();
    }

    OidcProvider provider() {
        return new OidcProvider(
                url(), null, List.of(), List.of(new OidcProvider.Validation("claims.sub == 'repo'", "not the repo")));
    }

    /** Claims of a token that counts. */
    ObjectNode claims() {
        long now = Instant.now().getEpochSecond();
        return JsonNodeFactory.instance
                .objectNode()
                .put("iss", url())
                .put("aud", "notification-controller")
                .put("sub", "repo")
                .put("iat", now)
                .put("exp", now + 300);
    }

    ObjectNode discovery() {
        ObjectNode discovery =
                JsonNodeFactory.instance.objectNode().put("issuer", url()).put("jwks_uri", url() + KEYS);
        ArrayNode algorithms = discovery.putArray("id_token_signing_alg_values_supported");
        List.of("RS256", "PS256", "ES256", "ES384", "EdDSA", "HS256", "none").forEach(algorithms::add);
        return discovery;
    }

    void serveKeys(TestKey... keys) {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        ArrayNode list = set.putArray("keys");
        list.addObject().put("kty", "oct").put("kid", "shared").put("k", "c2VjcmV0");
        list.addObject().put("kty", "RSA").put("kid", "broken").put("n", "").put("e", "AQAB");
        for (TestKey key : keys) {
            list.add(key.json());
        }
        serve(KEYS, set);
    }

    void serve(String path, ObjectNode document) {
        serve(path, document.toString());
    }

    void serve(String path, String document) {
        serve(path, exchange -> send(exchange, 200, document));
    }

    void serve(String path, HttpHandler page) {
        pages.put(path, page);
    }

    /** How often a path was asked for. */
    int calls(String path) {
        return calls.getOrDefault(path, new AtomicInteger()).get();
    }

    /** How often anything was asked for. */
    int calls() {
        return calls.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            calls.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
            pages.getOrDefault(path, missing -> send(missing, 404, "{}")).handle(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
