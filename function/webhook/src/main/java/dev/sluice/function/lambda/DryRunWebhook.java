package dev.sluice.function.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.route.Credential;
import dev.sluice.route.ExternalToken;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.Route;
import dev.sluice.route.RouteState;
import dev.sluice.route.WebhookPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook of the dry run, signed by itself.
 *
 * @param type the Receiver's type
 * @param filtered whether its event carries the payload
 * @param external whether its route leads to the token, instead of carrying it
 */
record DryRunWebhook(String type, boolean filtered, boolean external) {

    /** The namespace of its Receiver, and the name of its Secret. */
    static final String NAME = "dry-run";
    /** The token of all of them. */
    static final String TOKEN_TEXT = "dry-run";

    private static final byte[] TOKEN = TOKEN_TEXT.getBytes(StandardCharsets.US_ASCII);
    private static final String BODY = "{\"ref\":\"refs/heads/main\",\"repository\":{\"name\":\"dry-run\",\"size\":1}}";
    private static final JsonFactory JSON = new JsonFactory();

    /** The route that it takes. */
    Route route() {
        return new Route(
                digest(),
                receiver(),
                type,
                List.of(),
                RouteState.READY,
                filtered,
                null,
                null,
                external ? List.of() : List.of(new Credential.Key(TOKEN, null)),
                external ? new ExternalToken(NAME, Duration.ZERO) : null,
                null,
                null,
                List.of(),
                Map.of());
    }

    /** The event of an HTTP API. */
    byte[] httpApi() throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(event)) {
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            json.writeStringField("rawPath", WebhookPath.PREFIX + digest());
            writeHeaders(json, false);
            json.writeObjectFieldStart("requestContext");
            json.writeObjectFieldStart("http");
            json.writeStringField("method", "POST");
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("body", Base64.getEncoder().encodeToString(body()));
            json.writeBooleanField("isBase64Encoded", true);
            json.writeEndObject();
        }
        return event.toByteArray();
    }

    /** The event of a REST API. */
    byte[] restApi() throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(event)) {
            json.writeStartObject();
            json.writeStringField("path", WebhookPath.PREFIX + digest());
            json.writeStringField("httpMethod", "POST");
            writeHeaders(json, true);
            json.writeStringField("body", BODY);
            json.writeBooleanField("isBase64Encoded", false);
            json.writeEndObject();
        }
        return event.toByteArray();
    }

    private static void writeHeaders(JsonGenerator json, boolean inArrays) throws IOException {
        json.writeObjectFieldStart(inArrays ? "multiValueHeaders" : "headers");
        for (Map.Entry<String, String> header : headers().entrySet()) {
            json.writeFieldName(header.getKey());
            if (inArrays) {
                json.writeArray(new String[] {header.getValue()}, 0, 1);
            } else {
                json.writeString(header.getValue());
            }
        }
        json.writeEndObject();
    }

    private static Map<String, String> headers() {
        String signature = "sha256=" + signature();
        return Map.of(
                "content-type", "application/json",
                "x-github-event", "push",
                "x-github-delivery", "dry-run",
                "x-hub-signature-256", signature,
                "x-signature", signature);
    }

    private static String signature() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TOKEN, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private String digest() {
        return WebhookPath.digestOf(TOKEN, receiver());
    }

    private ReceiverName receiver() {
        return new ReceiverName(NAME, external ? type + "-external" : type);
    }

    private static byte[] body() {
        return BODY.getBytes(StandardCharsets.UTF_8);
    }
}
