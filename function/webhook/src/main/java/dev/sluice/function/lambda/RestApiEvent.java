package dev.sluice.function.lambda;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Events of an API Gateway REST API, and of an HTTP API with payload format 1.0.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">Lambda
 *     proxy integrations</a>
 */
final class RestApiEvent {

    private RestApiEvent() {}

    /**
     * The webhook in an event.
     *
     * @param event the event
     * @param basePath what may stand in front of its path
     * @param received when it came in
     * @return empty when the event is none of this format
     */
    static Optional<Webhook> webhook(GatewayEvent event, BasePath basePath, Instant received) {
        Optional<String> path = event.value("path");
        Optional<String> method = event.value("httpMethod");
        Optional<byte[]> body = GatewayBody.bytes(event);
        if (path.isEmpty() || method.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Webhook(
                method.get(),
                basePath.strip(path.get(), event.value("requestContext.stage").orElse("")) + query(event),
                headers(event),
                body.get(),
                event.value("requestContext.requestId").orElse(""),
                received));
    }

    /** Where a header has several values, {@code headers} holds the last, but the first counts. */
    private static Headers headers(GatewayEvent event) {
        Map<String, String> headers = new LinkedHashMap<>(event.valuesOf("multiValueHeaders"));
        event.valuesOf("headers").forEach(headers::putIfAbsent);
        return Headers.of(headers.entrySet());
    }

    /** Decoded, as the gateway tells it; that there is one is what counts. */
    private static String query(GatewayEvent event) {
        Map<String, String> parameters = event.valuesOf("queryStringParameters");
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }
}
