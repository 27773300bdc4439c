package dev.sluice.benchmarks.coldstart;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import dev.sluice.route.WebhookPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A push of GitHub, and what makes the function accept it. */
final class SignedPush {

    private static final byte[] TOKEN = "secret-token-dont-share".getBytes(StandardCharsets.UTF_8);
    private static final ReceiverName RECEIVER = new ReceiverName("flux-system", "github-receiver");
    private static final String PATH = WebhookPath.digestOf(TOKEN, RECEIVER);
    private static final String CLUSTER = "benchmark";
    private static final SecretNames NAMES = new SecretNames("sluice");

    private SignedPush() {}

    /** Makes the queue and the secrets. */
    static void provision(EmbeddedAws aws) {
        String queueUrl = aws.createQueue(CLUSTER);
        Route route = Route.ready(
                PATH, RECEIVER, "github", List.of("ping", "push"), List.of(new Credential.Key(TOKEN, null)));
        aws.putSecret(NAMES.clusters(), ClustersJson.write(List.of(new Cluster(CLUSTER, queueUrl, CLUSTER))));
        aws.putSecret(NAMES.seal(CLUSTER), "the seal of the benchmark");
        aws.putSecret(NAMES.routes(CLUSTER, 0), RouteTableJson.write(new RouteTable(CLUSTER, 1, List.of(route))));
    }

    /** The event of an HTTP API. */
    static byte[] event() {
        byte[] body = body();
        ObjectNode event = new JsonMapper()
                .createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", WebhookPath.PREFIX + PATH)
                .put("rawQueryString", "");
        event.putObject("headers")
                .put("content-type", "application/json")
                .put("x-github-event", "push")
                .put("x-github-delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
                .put("x-hub-signature-256", "sha256=" + signature(body));
        event.putObject("requestContext")
                .put("requestId", "JKJaXmPLvHcESHA=")
                .put("stage", "$default")
                .putObject("http")
                .put("method", "POST");
        event.put("body", Base64.getEncoder().encodeToString(body)).put("isBase64Encoded", true);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] body() {
        try (InputStream in = Objects.requireNonNull(
                SignedPush.class.getResourceAsStream("/payloads/github-push.json"), "payloads/github-push.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TOKEN, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
