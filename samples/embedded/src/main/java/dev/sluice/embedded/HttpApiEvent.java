package dev.sluice.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The event that an API Gateway HTTP API makes of a request, in
 * <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * format 2.0</a>.
 */
final class HttpApiEvent {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);
    /**
     * Next to text/*, the only types whose bodies arrive as text; AWS documents no list, these were found by trial
     * (github.com/ministackorg/ministack/pull/766). Forms, +json types, and no type at all arrive in base64.
     */
    private static final Set<String> TEXT_TYPES =
            Set.of("application/json", "application/xml", "application/javascript");

    private HttpApiEvent() {}

    static ObjectNode of(HttpApiRequest request, String requestId, Instant time) {
        // API Gateway decodes the path, in spite of the field's name
        String path = decode(request.rawPath().replace("+", "%2B"));
        ObjectNode event = JSON.objectNode()
                .put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", path)
                .put("rawQueryString", request.rawQuery());
        addCookies(event, request);
        addHeaders(event, request);
        addQuery(event, request.rawQuery());
        event.set("requestContext", context(request, path, requestId, time));
        addBody(event, request);
        return event;
    }

    private static ObjectNode context(HttpApiRequest request, String path, String requestId, Instant time) {
        ObjectNode context = JSON.objectNode()
                .put("accountId", "000000000000")
                .put("apiId", "local")
                .put("domainName", request.header("host"))
                .put("domainPrefix", "local")
                .put("requestId", requestId)
                .put("routeKey", "$default")
                .put("stage", "$default")
                .put("time", TIME.format(time))
                .put("timeEpoch", time.toEpochMilli());
        context.putObject("http")
                .put("method", request.method())
                .put("path", path)
                .put("protocol", request.protocol())
                .put("sourceIp", request.sourceIp())
                .put("userAgent", request.header("user-agent"));
        return context;
    }

    private static void addCookies(ObjectNode event, HttpApiRequest request) {
        List<String> headers = request.headers().getOrDefault("cookie", List.of());
        if (!headers.isEmpty()) {
            ArrayNode cookies = event.putArray("cookies");
            headers.stream()
                    .flatMap(header -> List.of(header.split("; ?", -1)).stream())
                    .forEach(cookies::add);
        }
    }

    private static void addHeaders(ObjectNode event, HttpApiRequest request) {
        ObjectNode headers = event.putObject("headers");
        request.headers().forEach((name, values) -> {
            if (!name.equals("cookie")) {
                headers.put(name, String.join(",", values));
            }
        });
        String before = headers.path("x-forwarded-for").asText("");
        headers.put("x-forwarded-for", before.isEmpty() ? request.sourceIp() : before + ", " + request.sourceIp());
        headers.put("x-forwarded-port", String.valueOf(request.port()));
        headers.put("x-forwarded-proto", "http");
    }

    private static void addQuery(ObjectNode event, String rawQuery) {
        if (rawQuery.isEmpty()) {
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            parameters.merge(name, value, (first, second) -> first + "," + second);
        }
        ObjectNode query = event.putObject("queryStringParameters");
        parameters.forEach(query::put);
    }

    private static void addBody(ObjectNode event, HttpApiRequest request) {
        byte[] body = request.body();
        if (body.length == 0) {
            event.put("isBase64Encoded", false);
            return;
        }
        Optional<String> text = isText(request.header("content-type")) ? utf8(body) : Optional.empty();
        event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        event.put("isBase64Encoded", text.isEmpty());
    }

    private static boolean isText(String contentType) {
        String type = contentType.replaceFirst(";.*", "").trim().toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || TEXT_TYPES.contains(type);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException binary) {
            return Optional.empty();
        }
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
