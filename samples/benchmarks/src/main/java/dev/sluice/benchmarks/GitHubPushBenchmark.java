package dev.sluice.benchmarks;

import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.function.Answer;
import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.log.JsonLog;
import dev.sluice.function.routes.ClusterRoute;
import dev.sluice.function.routes.Lookup;
import dev.sluice.function.tokens.Completion;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.queue.Sending;
import dev.sluice.route.Cluster;
import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.WebhookPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The function on a GitHub push of 8 KiB, from the request to the sealed message in the sender's hands; and the bare
 * HMAC-SHA256 of the same bytes, which is the floor.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class GitHubPushBenchmark {

    private static final int BODY_BYTES = 8 * 1024;
    private static final byte[] TOKEN = "secret-token-dont-share".getBytes(StandardCharsets.UTF_8);
    private static final String HMAC = "HmacSHA256";
    private static final int OK = 200;

    private byte[] body = {};
    private Headers headers = Headers.none();
    private String path = "";
    private final Clock clock = Clock.systemUTC();
    private @Nullable ReceiveWebhook function;
    private @Nullable SealedMessage sent;
    private final SecretKeySpec key = new SecretKeySpec(TOKEN, HMAC);

    /** The webhook as it is sent, and the function with its route at hand. */
    @Setup
    public void setUp() throws IOException, GeneralSecurityException {
        body = Arrays.copyOf(payload(), BODY_BYTES);
        headers = Headers.of(Map.of(
                        "content-type", "application/json",
                        "x-github-event", "push",
                        "x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                        "x-hub-signature-256", "sha256=" + HexFormat.of().formatHex(bareHmac()))
                .entrySet());
        ReceiverName receiver = new ReceiverName("flux-system", "github-receiver");
        String digest = WebhookPath.digestOf(TOKEN, receiver);
        path = WebhookPath.PREFIX + digest;
        Route route = Route.ready(
                digest, receiver, "github", List.of("ping", "push"), List.of(new Credential.Key(TOKEN, null)));
        ClusterRoute to = new ClusterRoute(
                new Cluster("bench", "https://sqs.invalid/bench", "bench"),
                "/sluice/bench",
                route,
                Seal.ofText("a-seal-of-at-least-16-bytes"));
        function = new ReceiveWebhook(
                wanted -> new Lookup.Found(List.of(to)),
                (found, received) -> new Completion.Complete(found.route()),
                Verifiers.all(),
                (queueUrl, message, group, budget) -> {
                    sent = message;
                    return new Sending.Sent();
                },
                UUID::randomUUID,
                clock,
                new JsonLog(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), clock));
        if (verifyAndSeal().status() != OK || sent == null) {
            throw new IllegalStateException("the webhook was not accepted");
        }
    }

    /** Verify, event, seal, send to memory, log to nowhere. */
    @Benchmark
    public Answer verifyAndSeal() {
        return Objects.requireNonNull(function)
                .receive(new Webhook("POST", path, headers, body, "request-id", clock.instant()));
    }

    /** What cannot be saved. */
    @Benchmark
    public byte[] bareHmac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(key);
        return mac.doFinal(body);
    }

    private static byte[] payload() throws IOException {
        try (InputStream payload =
                Objects.requireNonNull(GitHubPushBenchmark.class.getResourceAsStream("/payloads/github-push.json"))) {
            return payload.readAllBytes();
        }
    }
}
