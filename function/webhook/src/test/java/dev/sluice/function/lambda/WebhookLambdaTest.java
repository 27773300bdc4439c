package dev.sluice.function.lambda;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.event.EventOpener;
import dev.sluice.event.Opening;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.function.Corpus;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.LogLines;
import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.Ticks;
import dev.sluice.function.aws.TestAws;
import dev.sluice.function.aws.Wiring;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The handler as Lambda runs it, between an embedded Secrets Manager and an embedded SQS. */
class WebhookLambdaTest {

    private static EmbeddedAws aws;
    private static String queueUrl;

    @BeforeAll
    static void start() {
        aws = EmbeddedAws.start();
        queueUrl = aws.createQueue("prod");
        aws.putSecret(NAMES.clusters(), ClustersJson.write(List.of(new Cluster("prod", queueUrl, "prod"))));
        aws.putSecret(NAMES.seal("prod"), FakeSecrets.seal("prod"));
        aws.putSecret(
                NAMES.routes("prod", 0),
                RouteTableJson.write(new RouteTable("prod", 1, List.of(route("github", "push")))));
    }

    @AfterAll
    static void stop() {
        aws.close();
    }

    @Test
    void aPushGoesFromTheGatewayToTheQueue() throws IOException {
        WebhookLambda lambda = WebhookLambda.of(aws.environment());

        assertThat(status(lambda, push(TOKEN))).isEqualTo(200);
        assertThat(status(lambda, push("another token"))).isEqualTo(400);

        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.source()).isEqualTo("/sluice/prod");
            assertThat(event.receiver()).hasToString("flux-system/github-receiver");
            assertThat(event.deliveryId()).isEqualTo("72d3162e");
            assertThat(event.name()).isEqualTo("push");
        });
    }

    @Test
    void aSilentQueueIsToldWithinItsFiveSeconds() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold hold = proxy.hold("AmazonSQS.SendMessage")) {
            WebhookLambda lambda = through(proxy);
            Instant start = Instant.now();

            assertThat(status(lambda, push(TOKEN))).isEqualTo(503);
            assertThat(hold.awaitRequest(Duration.ZERO)).isTrue();
            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
    }

    @Test
    void aSilentStoreIsToldWithinFourSeconds() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold hold = proxy.hold("secretsmanager.BatchGetSecretValue")) {
            WebhookLambda lambda = through(proxy);
            Instant start = Instant.now();

            assertThat(status(lambda, push(TOKEN))).isEqualTo(503);
            assertThat(hold.awaitRequest(Duration.ZERO)).isTrue();
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void aQueueThatIsAwayForAMomentCostsNoWebhook() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint())) {
            WebhookLambda lambda = through(proxy);
            assertThat(status(lambda, push(TOKEN))).isEqualTo(200);
            proxy.down();
            Thread back = Thread.startVirtualThread(() -> {
                try {
                    Thread.sleep(Duration.ofSeconds(2));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                proxy.up();
            });

            assertThat(status(lambda, push(TOKEN))).isEqualTo(200);
            back.join();
        }
        assertThat(events()).isNotEmpty();
    }

    @Test
    void whatIsNoGatewayEventIsAnErrorWithoutContent() throws IOException {
        WebhookLambda lambda = WebhookLambda.of(aws.environment());

        for (String event : List.of("", "{}", "[]", "{\"Records\":[]}", "not JSON", "{\"rawPath\":\"/\"")) {
            assertThat(answer(lambda, event.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("{\"statusCode\":500,\"headers\":{},\"body\":\"\",\"isBase64Encoded\":false}");
        }
    }

    @Test
    void aDefectIsAnErrorAndItsMessageGoesNowhere() throws IOException {
        LogLines log = new LogLines(new Ticks());
        ReceiveWebhook broken = new ReceiveWebhook(
                digest -> {
                    throw new IllegalStateException("a secret " + digest);
                },
                (route, received) -> {
                    throw new AssertionError();
                },
                Verifiers.all(),
                (queue, message, group, budget) -> {
                    throw new AssertionError();
                },
                UUID::randomUUID,
                new Ticks(),
                log.log());
        WebhookLambda lambda = new WebhookLambda(new Wiring(broken, log.log(), new Ticks()));

        assertThat(status(lambda, push(TOKEN))).isEqualTo(500);
        assertThat(log.text()).doesNotContain("a secret", DIGEST);
        JsonNode line = log.lines().getFirst();
        assertThat(line.path("verdict").asText()).isEqualTo("Failed");
        assertThat(line.path("exception").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("at").path(0).asText()).contains("WebhookLambdaTest");
    }

    @Test
    void aStreamThatBreaksIsAnError() throws IOException {
        WebhookLambda lambda = WebhookLambda.of(aws.environment());
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();

        lambda.handle(broken, answer);

        assertThat(answer.toString(StandardCharsets.UTF_8)).contains("\"statusCode\":500");
    }

    @Test
    void aWrongEnvironmentIsToldInOneSentence() {
        assertThatThrownBy(() -> WebhookLambda.of(with("SLUICE_PREFIX", "/sluice")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SLUICE_PREFIX is wrong; prefix: must be 1 to 64 of A-Z a-z 0-9 _ - / and neither start"
                        + " nor end with /");
        assertThatThrownBy(() -> WebhookLambda.of(with("AWS_REGION", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AWS_REGION: must name the region of the queues and secrets");
        assertThatThrownBy(() -> WebhookLambda.of(with("AWS_ENDPOINT_URL", "localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AWS_ENDPOINT_URL: must be an http or https URL");
    }

    private static WebhookLambda through(FaultProxy proxy) {
        return WebhookLambda.of(with("AWS_ENDPOINT_URL", proxy.uri().toString()));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put(name, value);
        return environment;
    }

    private static byte[] push(String token) {
        return GatewayEvents.bytes(GatewayEvents.httpApi(
                "POST",
                "/hook/" + DIGEST,
                List.of(
                        Map.entry("Content-Type", "application/json"),
                        Map.entry("X-GitHub-Event", "push"),
                        Map.entry("X-GitHub-Delivery", "72d3162e"),
                        Map.entry("X-Hub-Signature-256", signature("sha256", token, BODY))),
                BODY));
    }

    private static int status(WebhookLambda lambda, byte[] event) throws IOException {
        return Corpus.parse(answer(lambda, event)).path("statusCode").asInt();
    }

    private static String answer(WebhookLambda lambda, byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(event), answer);
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** Takes what is on the queue. */
    private static List<WebhookEvent> events() {
        try (SqsClient sqs = new TestAws(aws.environment()).sqs()) {
            return sqs
                    .receiveMessage(request ->
                            request.queueUrl(queueUrl).maxNumberOfMessages(10).messageAttributeNames("All"))
                    .messages()
                    .stream()
                    .map(message -> {
                        sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
                        return open(message);
                    })
                    .toList();
        }
    }

    private static WebhookEvent open(Message message) {
        Map<String, String> attributes = message.messageAttributes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, attribute -> attribute.getValue().stringValue()));
        Opening opening = EventOpener.open(
                new SealedMessage(message.body(), attributes),
                NAMES.source("prod"),
                List.of(Seal.ofText(FakeSecrets.seal("prod"))));
        return switch (opening) {
            case Opening.Opened(WebhookEvent event) -> event;
            case Opening.Refused(Opening.Reason reason) -> throw new AssertionError(reason.label());
        };
    }
}
