package dev.sluice.function.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.function.aws.Wiring;
import dev.sluice.function.webhook.Reason;
import dev.sluice.function.webhook.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The function as an AWS Lambda function behind a gateway.
 *
 * <p>Environment variables: {@code SLUICE_PREFIX} (default {@code sluice}), which leads to its secrets; and those of the
 * AWS SDK, such as {@code AWS_REGION} and {@code AWS_ENDPOINT_URL}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Lambda function handler in Java</a>
 */
public final class WebhookLambda implements RequestStreamHandler {

    private static final int FRAMES = 8;

    private final Wiring wiring;

    /**
     * The handler that Lambda makes.
     *
     * @throws IllegalArgumentException when an environment variable is wrong; one sentence that names it
     */
    public WebhookLambda() {
        this(Wiring.of(System.getenv()));
    }

    WebhookLambda(Wiring wiring) {
        this.wiring = wiring;
    }

    /**
     * A handler outside Lambda.
     *
     * @param environment the environment variables to go by
     * @throws IllegalArgumentException when one of them is wrong; one sentence that names it
     */
    public static WebhookLambda of(Map<String, String> environment) {
        return new WebhookLambda(Wiring.of(environment));
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        handle(event, answer);
    }

    /**
     * Answers a gateway.
     *
     * @param event the gateway's event
     * @param answer takes the answer for it
     * @throws IOException when the answer cannot be written
     */
    public void handle(InputStream event, OutputStream answer) throws IOException {
        GatewayAnswer.write(status(event), answer);
    }

    private int status(InputStream event) {
        try {
            Optional<Webhook> webhook = GatewayEvent.read(event)
                    .flatMap(read -> HttpApiEvent.webhook(read, wiring.clock().instant()));
            if (webhook.isEmpty()) {
                return failed(Reason.NOT_A_GATEWAY_EVENT, Map.of());
            }
            return wiring.function().receive(webhook.get()).status();
        } catch (RuntimeException e) {
            // the one catch for defects; the exception's message may quote the webhook
            List<String> at = Arrays.stream(e.getStackTrace())
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .toList();
            return failed(Reason.FAILED, Map.of("exception", e.getClass().getName(), "at", at));
        }
    }

    private int failed(Reason reason, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("verdict", reason.label());
        all.put("status", reason.status());
        all.putAll(fields);
        wiring.log().error("webhook failed", all);
        return reason.status();
    }
}
