package dev.sluice.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The HTTP response that an API Gateway HTTP API makes of a function's answer. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HttpApiAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String JSON_TYPE = "application/json";

    static HttpApiAnswer internalServerError() {
        return message(500, "Internal Server Error");
    }

    static HttpApiAnswer requestTooLarge() {
        return message(413, "Request Entity Too Large");
    }

    /**
     * Reads an answer.
     *
     * @throws IOException when it is not JSON
     * @throws IllegalArgumentException when it is JSON that API Gateway does not take
     */
    static HttpApiAnswer of(byte[] answer) throws IOException {
        JsonNode json = JSON.readTree(answer);
        if (!json.has("statusCode")) {
            // documented: valid JSON without a statusCode is taken for the body of a 200
            return new HttpApiAnswer(200, Map.of("content-type", List.of(JSON_TYPE)), answer);
        }
        int status = json.path("statusCode").asInt();
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("statusCode is " + json.path("statusCode"));
        }
        String text = json.path("body").isNull() ? "" : json.path("body").asText("");
        byte[] body = json.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return new HttpApiAnswer(status, headers(json, body.length > 0), body);
    }

    private static Map<String, List<String>> headers(JsonNode json, boolean hasBody) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(header ->
                        headers.put(header.getKey(), List.of(header.getValue().asText())));
        List<String> cookies = new ArrayList<>();
        json.path("cookies").forEach(cookie -> cookies.add(cookie.asText()));
        if (!cookies.isEmpty()) {
            headers.put("set-cookie", cookies);
        }
        if (hasBody && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            headers.put("content-type", List.of("text/plain;charset=UTF-8"));
        }
        return headers;
    }

    private static HttpApiAnswer message(int status, String message) {
        byte[] body = ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8);
        return new HttpApiAnswer(status, Map.of("content-type", List.of(JSON_TYPE)), body);
    }
}
