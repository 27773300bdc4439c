package dev.sluice.function.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.sluice.function.WebhookMetrics;
import dev.sluice.function.aws.Wiring;
import dev.sluice.function.webhook.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The function as an AWS Lambda function. It takes the events of API Gateway's HTTP APIs and REST APIs and of function
 * URLs, and the calls of a schedule, which it answers without looking anything up.
 *
 * <p>Environment variables: {@code SLUICE_PREFIX} (default {@code sluice}), which leads to its secrets; {@code
 * SLUICE_BASE_PATH}, the base path of a custom domain name; and those of the AWS SDK, such as {@code AWS_REGION} and
 * {@code AWS_ENDPOINT_URL}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Lambda function handler in Java</a>
 */
public final class WebhookLambda implements RequestStreamHandler {

    private static final int FRAMES = 8;

    private static final int SCHEDULED = 200;

    /** The routes have this long to be there before the first webhook after a restore. */
    private static final Duration FIRST_LOAD = Duration.ofSeconds(2);

    private final BasePath basePath;

    @SuppressWarnings("UnusedVariable") // held for those who hold it weakly
    private final @Nullable Snapshot snapshot;

    private volatile Wiring wiring;

    /**
     * The handler that Lambda makes.
     *
     * @throws IllegalArgumentException when an environment variable is wrong; one sentence that names it
     */
    public WebhookLambda() {
        this(System.getenv());
    }

    private WebhookLambda(Map<String, String> environment) {
        this.wiring = Wiring.of(environment);
        this.basePath = BasePath.of(environment);
        this.snapshot = Snapshot.isWanted(environment)
                ? new Snapshot(() -> wiring.log(), environment.getOrDefault("AWS_REGION", ""), () -> renew(environment))
                        .register()
                : null;
    }

    WebhookLambda(Wiring wiring) {
        this(wiring, BasePath.NONE);
    }

    WebhookLambda(Wiring wiring, BasePath basePath) {
        this.wiring = wiring;
        this.basePath = basePath;
        this.snapshot = null;
    }

    /**
     * A handler outside Lambda.
     *
     * @param environment the environment variables to go by
     * @throws IllegalArgumentException when one of them is wrong; one sentence that names it
     */
    public static WebhookLambda of(Map<String, String> environment) {
        return new WebhookLambda(environment);
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

    private void renew(Map<String, String> environment) {
        Wiring renewed = Wiring.of(environment);
        wiring = renewed;
        renewed.function().loadRoutes(FIRST_LOAD);
    }

    private int status(InputStream event) {
        Wiring now = wiring;
        try {
            Call call = GatewayEvent.read(event)
                    .map(read -> Call.of(read, basePath, now.clock().instant()))
                    .orElseGet(Call.Unknown::new);
            return switch (call) {
                case Call.OfGateway of -> now.function().receive(of.webhook()).status();
                case Call.OfSchedule() -> scheduled();
                case Call.Unknown() -> failed(Reason.NOT_A_GATEWAY_EVENT, Map.of());
            };
        } catch (RuntimeException e) {
            // the one catch for defects; the exception's message may quote the webhook
            List<String> at = Arrays.stream(e.getStackTrace())
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .toList();
            return failed(Reason.FAILED, Map.of("exception", e.getClass().getName(), "at", at));
        }
    }

    private int scheduled() {
        wiring.log().info("called by a schedule", Map.of());
        return SCHEDULED;
    }

    private int failed(Reason reason, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("verdict", reason.label());
        all.put("status", reason.status());
        all.putAll(WebhookMetrics.failed(wiring.clock().instant()));
        all.putAll(fields);
        wiring.log().error("webhook failed", all);
        return reason.status();
    }
}
