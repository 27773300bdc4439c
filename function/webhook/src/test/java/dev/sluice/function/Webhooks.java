package dev.sluice.function;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.route.Credential;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.WebhookPath;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks and routes for tests. */
public final class Webhooks {

    public static final String TOKEN = "s3cr3t-of-the-test";
    public static final ReceiverName RECEIVER = new ReceiverName("flux-system", "github-receiver");
    public static final String DIGEST = WebhookPath.digestOf(bytes(TOKEN), RECEIVER);
    public static final byte[] BODY = bytes("{\"ref\":\"refs/heads/main\"}");

    private Webhooks() {}

    /** A ready route of that type, with the test's token. */
    public static Route route(String type, String... events) {
        return Route.ready(DIGEST, RECEIVER, type, List.of(events), List.of(key(TOKEN)));
    }

    /** The same route, with a filter that needs the payload. */
    public static Route filtered(Route route) {
        return new Route(
                route.path(),
                route.receiver(),
                route.type(),
                route.events(),
                route.state(),
                true,
                route.created(),
                route.notAfter(),
                route.credentials(),
                route.external(),
                route.email(),
                route.audience(),
                route.oidcProviders(),
                route.options());
    }

    /** The same route, with an option given as name, value. */
    public static Route withOption(Route route, String name, String value) {
        return new Route(
                route.path(),
                route.receiver(),
                route.type(),
                route.events(),
                route.state(),
                route.filtered(),
                route.created(),
                route.notAfter(),
                route.credentials(),
                route.external(),
                route.email(),
                route.audience(),
                route.oidcProviders(),
                Map.of(name, value));
    }

    public static Credential.Key key(String token) {
        return new Credential.Key(bytes(token), null);
    }

    /** A webhook to the test's path, with headers given as name, value, name, value. */
    public static Webhook webhook(byte[] body, String... headers) {
        return webhook(WebhookPath.PREFIX + DIGEST, body, headers);
    }

    public static Webhook webhook(String target, byte[] body, String... headers) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            entries.add(Map.entry(headers[i], headers[i + 1]));
        }
        return new Webhook("POST", target, Headers.of(entries), body, "request-1", Ticks.START);
    }

    /** A push of GitHub, signed with that token. */
    public static Webhook push(String token, byte[] body) {
        return webhook(
                body,
                "Content-Type",
                "application/json",
                "X-GitHub-Event",
                "push",
                "X-GitHub-Delivery",
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "X-Hub-Signature-256",
                signature("sha256", token, body));
    }

    /** A signature of the form {@code sha256=<hex>}. */
    public static String signature(String algorithm, String token, byte[] body) {
        try {
            String name = "Hmac" + algorithm.toUpperCase(Locale.ROOT);
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(bytes(token), name));
            return algorithm + "=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
