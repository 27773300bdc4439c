package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class EmbeddedAwsTest {
    @Test
    void aSecretIsPutWithoutTheSdk() {
        try (EmbeddedAws aws = EmbeddedAws.start();
                SecretsManagerClient secrets = AwsClients.secrets(aws.endpoint())) {
            aws.putSecret("sluice/prod/seal", "one");
            aws.putSecret("sluice/prod/seal", "two");
            assertThat(secrets.getSecretValue(r -> r.secretId("sluice/prod/seal"))
                            .secretString())
                    .isEqualTo("two");
            assertThat(secrets.getSecretValue(
                                    r -> r.secretId("sluice/prod/seal").versionStage("AWSPREVIOUS"))
                            .secretString())
                    .isEqualTo("one");
        }
    }

    @Test
    void twoOfThemShareNothing() {
        try (EmbeddedAws one = EmbeddedAws.start();
                EmbeddedAws two = EmbeddedAws.start();
                SqsClient sqs = AwsClients.sqs(two.endpoint())) {
            one.createQueue("events");
            assertThat(sqs.listQueues().queueUrls()).isEmpty();
            two.createQueue("events");
            assertThat(sqs.listQueues().queueUrls())
                    .hasSize(2)
                    .allSatisfy(url -> assertThat(url).startsWith(two.endpoint() + "/"));
        }
    }

    @Test
    void nothingListensAfterItIsClosed() {
        EmbeddedAws aws = EmbeddedAws.start();
        int port = aws.endpoint().getPort();
        aws.close();
        assertThatThrownBy(() -> new Socket(LoopbackHttp.loopback(), port)).isInstanceOf(IOException.class);
    }

    @Test
    void closingDoesNotWaitForLongPolls() throws Exception {
        EmbeddedAws aws = EmbeddedAws.start();
        String queue = aws.createQueue("events");
        try (SqsClient sqs = AwsClients.sqs(aws.endpoint())) {
            CompletableFuture<?> poll = CompletableFuture.runAsync(
                    () -> sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(20)));
            Thread.sleep(500);
            long start = System.nanoTime();
            aws.close();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(poll).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void aQueueThatCannotBeMadeIsAnError() {
        try (EmbeddedAws aws = EmbeddedAws.start()) {
            assertThatThrownBy(() -> aws.createQueue("no spaces")).hasMessageContaining("no spaces");
        }
    }
}
