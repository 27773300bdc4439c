package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tells the services behind one endpoint apart: Secrets Manager is answered here, all else goes on to SQS. */
final class AwsEndpoint implements HttpHandler {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRETS_MANAGER = "secretsmanager.";
    /** Those that belong to one connection. */
    private static final Set<String> HOP_HEADERS = Set.of(
            "host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "http2-settings", "date");

    private final SecretsManager secrets;
    private final HttpClient client;
    private final URI sqs;

    AwsEndpoint(SecretsManager secrets, HttpClient client, URI sqs) {
        this.secrets = secrets;
        this.client = client;
        this.sqs = sqs;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null && target.startsWith(SECRETS_MANAGER)) {
            answer(exchange, target.substring(SECRETS_MANAGER.length()), body);
        } else {
            forward(exchange, body);
        }
    }

    private void answer(HttpExchange exchange, String operation, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        try {
            JsonNode answer = secrets.call(operation, JSON.readTree(body));
            LoopbackHttp.answer(exchange, 200, JSON.writeValueAsBytes(answer));
        } catch (AwsError error) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", error.type());
            Map<String, String> shape = Map.of("__type", error.type(), "Message", error.text());
            LoopbackHttp.answer(exchange, 400, JSON.writeValueAsBytes(shape));
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        sqs.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        values.stream().filter(_ -> !isHop(name)).forEach(value -> request.header(name, value)));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            response.headers().map().forEach((name, values) -> {
                if (!isHop(name)) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            LoopbackHttp.answer(exchange, response.statusCode(), response.body());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static boolean isHop(String header) {
        return HOP_HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }
}
