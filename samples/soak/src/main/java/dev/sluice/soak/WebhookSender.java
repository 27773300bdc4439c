package dev.sluice.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Sends webhooks as their providers do: HTTP requests with 8 KiB of payload. */
final class WebhookSender implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI gateway;
    private final Fleet fleet;
    private final String push;

    /** @param gateway what stands before the function */
    WebhookSender(URI gateway, Fleet fleet) throws IOException {
        this.gateway = gateway;
        this.fleet = fleet;
        try (InputStream payload =
                Objects.requireNonNull(WebhookSender.class.getResourceAsStream("/payloads/github-push.json"))) {
            push = new String(payload.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    /** Sends one; the HTTP status of the answer. */
    int send(Webhook webhook) throws IOException, InterruptedException {
        byte[] payload =
                ("{\"target\":\"" + webhook.target() + "\"," + push.substring(1)).getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(fleet.path(webhook.receiver())))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(payload));
        webhook.receiver().provider().sign(request, fleet.token(), payload);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        http.close();
    }
}
