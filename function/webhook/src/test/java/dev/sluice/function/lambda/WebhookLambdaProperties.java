package dev.sluice.function.lambda;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Corpus;
import dev.sluice.function.TestFunction;
import dev.sluice.function.aws.Wiring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the handler is called with, it answers. */
class WebhookLambdaProperties {

    private static final byte[] PUSH = GatewayEvents.bytes(GatewayEvents.httpApi(
            "POST",
            "/hook/" + DIGEST,
            List.of(
                    Map.entry("Content-Type", "application/json"),
                    Map.entry("X-Hub-Signature-256", signature("sha256", TOKEN, BODY))),
            BODY));

    @Property
    void anyBytesAreAnswered(@ForAll byte[] event) throws IOException {
        assertThat(status(new TestFunction(route("github")), event)).isEqualTo(500);
    }

    @Property
    void anEventWithADefectIsAnsweredAndQueuedOnlyWhenItIsGenuine(
            @ForAll @IntRange(max = 2000) int at, @ForAll @Size(max = 3) byte[] inPlace) throws IOException {
        TestFunction function = new TestFunction(route("github"));

        int status = status(function, replaced(at % PUSH.length, inPlace));

        assertThat(status).isIn(200, 400, 404, 500);
        assertThat(function.events()).hasSize(status == 200 ? 1 : 0);
    }

    private static byte[] replaced(int at, byte[] inPlace) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(PUSH, 0, at);
        bytes.writeBytes(inPlace);
        bytes.write(PUSH, at + 1, PUSH.length - at - 1);
        return bytes.toByteArray();
    }

    private static int status(TestFunction function, byte[] event) throws IOException {
        WebhookLambda lambda =
                new WebhookLambda(new Wiring(function.function(), function.log().log(), function.clock()));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(event), answer);
        return Corpus.parse(answer.toString(StandardCharsets.UTF_8))
                .path("statusCode")
                .asInt();
    }
}
