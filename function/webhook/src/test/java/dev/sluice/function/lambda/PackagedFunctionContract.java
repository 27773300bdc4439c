package dev.sluice.function.lambda;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmulatedLambda;
import dev.sluice.embedded.LambdaRuntime;
import dev.sluice.embedded.LambdaZip;
import dev.sluice.function.Corpus;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.Webhooks;
import dev.sluice.function.aws.TestAws;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** A packaged zip, started as Lambda starts it, between an emulated Secrets Manager and an emulated SQS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PackagedFunctionContract {

    private @Nullable EmbeddedAws started;
    private @Nullable EmulatedLambda emulated;
    private String queueUrl = "";

    /** The handler, as Lambda is told it. */
    abstract String handler();

    @BeforeAll
    void start() {
        EmulatedLambda.notRun().ifPresent(Assumptions::abort);
        EmbeddedAws aws = EmbeddedAws.start();
        started = aws;
        queueUrl = aws.createQueue("prod");
        aws.putSecret(NAMES.clusters(), ClustersJson.write(List.of(new Cluster("prod", queueUrl, "prod"))));
        aws.putSecret(NAMES.seal("prod"), FakeSecrets.seal("prod"));
        aws.putSecret(
                NAMES.routes("prod", 0),
                RouteTableJson.write(new RouteTable("prod", 1, List.of(route("github", "push")))));
        LambdaZip zip = LambdaZip.unpack(Path.of(System.getProperty("sluice.zip")));
        emulated = EmulatedLambda.start(LambdaRuntime.managed(zip, handler(), aws.environment()));
    }

    @AfterAll
    void stop() {
        if (emulated != null) {
            emulated.close();
        }
        if (started != null) {
            started.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-api-text", "http-api-base64", "rest-api-text", "function-url-base64"})
    void aSignedWebhookIsOnTheQueueWhenItIsAnswered(String way) throws IOException {
        assertThat(status(golden(way))).isEqualTo(200);
        assertThat(messages()).hasSize(1);
    }

    @Test
    void aForgedWebhookIsRefused() throws IOException {
        byte[] forged = new String(golden("http-api-text"), StandardCharsets.UTF_8)
                .replace("refs/heads/main", "refs/heads/evil")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(status(forged)).isEqualTo(400);
        assertThat(messages()).isEmpty();
    }

    @Test
    void theLogShowsNoPathAndNoToken() throws IOException {
        status(golden("http-api-text"));

        assertThat(lambda().log())
                .contains("webhook answered")
                .doesNotContain(Webhooks.DIGEST, Webhooks.TOKEN, FakeSecrets.seal("prod"));
        messages();
    }

    private EmulatedLambda lambda() {
        return Objects.requireNonNull(emulated);
    }

    private int status(byte[] event) {
        return Corpus.parse(new String(lambda().invoke(event), StandardCharsets.UTF_8))
                .path("statusCode")
                .asInt();
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(PackagedFunctionContract.class.getResourceAsStream(name + ".json"), name)) {
            return file.readAllBytes();
        }
    }

    /** Takes what is on the queue. */
    private List<Message> messages() {
        try (SqsClient sqs = new TestAws(Objects.requireNonNull(started).environment()).sqs()) {
            List<Message> messages = sqs.receiveMessage(
                            request -> request.queueUrl(queueUrl).maxNumberOfMessages(10))
                    .messages();
            messages.forEach(message ->
                    sqs.deleteMessage(request -> request.queueUrl(queueUrl).receiptHandle(message.receiptHandle())));
            return messages;
        }
    }
}
