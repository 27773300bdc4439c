package dev.sluice.function.lambda;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.lambda.GatewayEvents.push;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.event.SealedMessage;
import dev.sluice.function.Corpus;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.LogLines;
import dev.sluice.function.MetricRules;
import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.Sender;
import dev.sluice.function.Ticks;
import dev.sluice.function.aws.TestAws;
import dev.sluice.function.aws.Wiring;
import dev.sluice.function.routes.RouteCache;
import dev.sluice.function.tokens.ExternalTokens;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.queue.QueueSender;
import dev.sluice.queue.Sending;
import dev.sluice.route.Cluster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Copies for another consumer, from the gateway's event to the queues of an embedded SQS. */
class CopyToTest {

    private static EmbeddedAws aws;
    private static SqsClient sqs;
    private static String own;
    private static String copy;

    private final Ticks clock = new Ticks();
    private final LogLines log = new LogLines(clock);

    @BeforeAll
    static void start() {
        aws = EmbeddedAws.start();
        sqs = new TestAws(aws.environment()).sqs();
        own = aws.createQueue("prod");
        copy = aws.createQueue("another-consumer");
    }

    @AfterAll
    static void stop() {
        sqs.close();
        aws.close();
    }

    @Test
    void twoQueuesGetTheSameMessage() throws IOException {
        assertThat(status(function(CopyToTest::patiently, copy), push(TOKEN))).isEqualTo(200);

        Message event = take(own);
        Message copied = take(copy);
        assertThat(copied.body()).isEqualTo(event.body()).contains("dev.sluice.webhook.received.v1");
        assertThat(copied.messageAttributes())
                .isEqualTo(event.messageAttributes())
                .containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
        assertThat(line().path("CopyFailures").asInt(-1)).isZero();
        assertThat(line().path("level").asText()).isEqualTo("INFO");
    }

    @Test
    void aMissingQueueOfACopyIsCountedAndTheAnswerStays() throws IOException {
        assertThat(status(function(CopyToTest::patiently, copy + "-gone", copy), push(TOKEN)))
                .isEqualTo(200);

        assertThat(take(copy).body()).isEqualTo(take(own).body());
        assertThat(line().path("CopyFailures").asInt()).isEqualTo(1);
        assertThat(line().path("QueueFailures").asInt(-1)).isZero();
        JsonNode failed = line().path("routes").path(0).path("failedCopies");
        assertThat(failed).hasSize(1);
        assertThat(failed.path(0).path("queue").asText()).isEqualTo(copy + "-gone");
        assertThat(failed.path(0).path("error").asText()).contains("QueueDoesNotExist");
    }

    @Test
    void aQueueUrlThatLeadsNowhereIsCountedAndTheAnswerStays() throws IOException {
        assertThat(status(function(CopyToTest::patiently, "https://[", "http://a b/"), push(TOKEN)))
                .isEqualTo(200);

        assertThat(take(own).body()).isNotEmpty();
        assertThat(line().path("CopyFailures").asInt()).isEqualTo(2);
    }

    @Test
    void aSilentQueueOfACopyIsGivenUpAndTheAnswerStays() throws IOException {
        Map<String, String> environment = new HashMap<>(aws.environment());
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold hold = proxy.hold("another-consumer")) {
            environment.put("AWS_ENDPOINT_URL", proxy.uri().toString());
            try (SqsClient throughProxy = new TestAws(environment).sqs()) {
                assertThat(status(function(new QueueSender(throughProxy)::send, copy), push(TOKEN)))
                        .isEqualTo(200);
            }
            assertThat(hold.awaitRequest(Duration.ZERO)).isTrue();
        }

        assertThat(take(own).body()).isNotEmpty();
        JsonNode failed = line().path("routes").path(0).path("failedCopies").path(0);
        assertThat(failed.path("error").asText()).isEqualTo("ApiCallTimeoutException");
    }

    private WebhookLambda function(Sender sender, String... copyTo) {
        FakeSecrets secrets = FakeSecrets.of("prod", route("github"));
        secrets.putClusters(new Cluster("prod", own, "prod", List.of(copyTo)));
        ReceiveWebhook function = new ReceiveWebhook(
                new RouteCache(secrets, NAMES, clock, () -> 0, log.log()),
                new ExternalTokens(secrets, NAMES, clock, () -> 0, log.log()),
                Verifiers.all(),
                sender,
                UUID::randomUUID,
                clock,
                log.log());
        return new WebhookLambda(new Wiring(function, log.log(), clock));
    }

    /** A slow machine is not to fail a copy. */
    private static Sending patiently(String queueUrl, SealedMessage message, String group, Duration budget) {
        return new QueueSender(sqs).send(queueUrl, message, group, budget.multipliedBy(10));
    }

    private JsonNode line() {
        JsonNode line = log.lines().getLast();
        MetricRules.check(line);
        return line;
    }

    private static int status(WebhookLambda lambda, byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(event), answer);
        return Corpus.parse(answer.toString(StandardCharsets.UTF_8))
                .path("statusCode")
                .asInt();
    }

    /** Takes the one message of a queue. */
    private static Message take(String queueUrl) {
        List<Message> messages = sqs.receiveMessage(request ->
                        request.queueUrl(queueUrl).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
        messages.forEach(message ->
                sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle())));
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }
}
