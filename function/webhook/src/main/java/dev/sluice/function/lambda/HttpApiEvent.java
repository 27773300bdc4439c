package dev.sluice.function.lambda;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Events of an API Gateway HTTP API, payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     integrations for HTTP APIs</a>
 */
final class HttpApiEvent {

    /** The stage whose name stands in no path. */
    private static final String DEFAULT_STAGE = "$default";

    private HttpApiEvent() {}

    /**
     * The webhook in an event.
     *
     * @param event the event
     * @param received when it came in
     * @return empty when the event is none of this format
     */
    static Optional<Webhook> webhook(GatewayEvent event, Instant received) {
        Optional<String> path = event.value("rawPath");
        Optional<String> method = event.value("requestContext.http.method");
        Optional<byte[]> body = body(event);
        if (path.isEmpty() || method.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        String query = event.value("rawQueryString")
                .filter(text -> !text.isEmpty())
                .map(text -> "?" + text)
                .orElse("");
        return Optional.of(new Webhook(
                method.get(),
                withoutStage(path.get(), event) + query,
                Headers.of(event.valuesOf("headers").entrySet()),
                body.get(),
                event.value("requestContext.requestId").orElse(""),
                received));
    }

    /** A named stage is the first part of the path, and no part of what the Receiver knows. */
    private static String withoutStage(String path, GatewayEvent event) {
        String prefix = "/" + event.value("requestContext.stage").orElse(DEFAULT_STAGE);
        boolean hasStage = !prefix.equals("/" + DEFAULT_STAGE) && path.startsWith(prefix + "/");
        return hasStage ? path.substring(prefix.length()) : path;
    }

    /** The exact bytes; empty when they are said to be in Base64 and are not. */
    private static Optional<byte[]> body(GatewayEvent event) {
        String text = event.value("body").orElse("");
        if (!event.value("isBase64Encoded").orElse("").equals("true")) {
            return Optional.of(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
