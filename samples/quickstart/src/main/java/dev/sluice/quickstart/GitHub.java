package dev.sluice.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Sends webhooks as GitHub does.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#push">The push event</a>
 */
public final class GitHub implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The payload of a push, in the shape that GitHub documents. */
    public static byte[] pushPayload() {
        try (InputStream payload =
                Objects.requireNonNull(GitHub.class.getResourceAsStream("/payloads/github-push.json"))) {
            return payload.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends a push.
     *
     * @param url the webhook's URL
     * @param token what to sign with
     * @return the HTTP status of the answer
     */
    public int push(URI url, String token, byte[] payload) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(BodyPublishers.ofByteArray(payload));
        headers("push", token, payload).forEach(request::header);
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** The headers of a webhook with that payload; a new delivery each time. */
    static Map<String, String> headers(String event, String token, byte[] payload) {
        return Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "GitHub-Hookshot/0000000",
                "X-GitHub-Delivery",
                UUID.randomUUID().toString(),
                "X-GitHub-Event",
                event,
                "X-GitHub-Hook-ID",
                "500000001",
                "X-Hub-Signature",
                "sha1=" + Hmac.hex("HmacSHA1", token, payload),
                "X-Hub-Signature-256",
                "sha256=" + Hmac.hex("HmacSHA256", token, payload));
    }

    @Override
    public void close() {
        http.close();
    }
}
