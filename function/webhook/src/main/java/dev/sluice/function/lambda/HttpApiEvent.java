package dev.sluice.function.lambda;

import dev.sluice.function.webhook.Headers;
import dev.sluice.function.webhook.Webhook;
import java.time.Instant;
import java.util.Optional;

/**
 * Events of an API Gateway HTTP API, payload format 2.0, and of a Lambda function URL, which have the same form.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Lambda
 *     integrations for HTTP APIs</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Function URLs</a>
 */
final class HttpApiEvent {

    private HttpApiEvent() {}

    /**
     * The webhook in an event.
     *
     * @param event the event
     * @param basePath what may stand in front of its path
     * @param received when it came in
     * @return empty when the event is none of this format
     */
    static Optional<Webhook> webhook(GatewayEvent event, BasePath basePath, Instant received) {
        Optional<String> path = event.value("rawPath");
        Optional<String> method = event.value("requestContext.http.method");
        Optional<byte[]> body = GatewayBody.bytes(event);
        if (path.isEmpty() || method.isEmpty() || body.isEmpty()) {
            return Optional.empty();
        }
        String query = event.value("rawQueryString")
                .filter(text -> !text.isEmpty())
                .map(text -> "?" + text)
                .orElse("");
        return Optional.of(new Webhook(
                method.get(),
                basePath.strip(path.get(), event.value("requestContext.stage").orElse("")) + query,
                Headers.of(event.valuesOf("headers").entrySet()),
                body.get(),
                event.value("requestContext.requestId").orElse(""),
                received));
    }
}
