package dev.sluice.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

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
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/0000000")
                .header("X-GitHub-Delivery", UUID.randomUUID().toString())
                .header("X-GitHub-Event", "push")
                .header("X-GitHub-Hook-ID", "500000001")
                .header("X-Hub-Signature", "sha1=" + hmac("HmacSHA1", token, payload))
                .header("X-Hub-Signature-256", "sha256=" + hmac("HmacSHA256", token, payload))
                .POST(BodyPublishers.ofByteArray(payload))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        http.close();
    }

    private static String hmac(String algorithm, String token, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), algorithm));
            return HexFormat.of().formatHex(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
