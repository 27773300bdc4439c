package dev.sluice.function.lambda;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.signature;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events as an HTTP API makes them of requests. */
final class GatewayEvents {

    private static final JsonMapper JSON = new JsonMapper();

    private GatewayEvents() {}

    /** An event of payload format 2.0: names in lower case, values of one name joined, the body in Base64. */
    static ObjectNode httpApi(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("rawQueryString", question < 0 ? "" : target.substring(question + 1));
        ObjectNode joined = event.putObject("headers");
        headers.forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String before = joined.path(name).textValue();
            joined.put(name, before == null ? header.getValue() : before + "," + header.getValue());
        });
        ObjectNode context = event.putObject("requestContext")
                .put("accountId", "123456789012")
                .put("requestId", "JKJaXmPLvHcESHA=")
                .put("stage", "$default")
                .put("timeEpoch", 1583348638390L);
        context.putNull("authentication");
        context.putObject("http").put("method", method).put("path", path).put("sourceIp", "192.0.2.1");
        if (body.length > 0) {
            event.put("body", Base64.getEncoder().encodeToString(body));
        }
        return event.put("isBase64Encoded", body.length > 0);
    }

    /** A push of GitHub, signed with that token. */
    static byte[] push(String token) {
        return bytes(httpApi(
                "POST",
                "/hook/" + DIGEST,
                List.of(
                        Map.entry("Content-Type", "application/json"),
                        Map.entry("X-GitHub-Event", "push"),
                        Map.entry("X-GitHub-Delivery", "72d3162e"),
                        Map.entry("X-Hub-Signature-256", signature("sha256", token, BODY))),
                BODY));
    }

    /** The same event with its body as text, which gateways do for JSON. */
    static ObjectNode asText(ObjectNode event) {
        byte[] body = Base64.getDecoder().decode(event.path("body").asText());
        return event.put("body", new String(body, StandardCharsets.UTF_8)).put("isBase64Encoded", false);
    }

    static byte[] bytes(ObjectNode event) {
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
