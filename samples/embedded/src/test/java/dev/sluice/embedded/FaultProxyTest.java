package dev.sluice.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

class FaultProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EmbeddedAws aws = EmbeddedAws.start();
    private final FaultProxy proxy = FaultProxy.to(aws.endpoint());
    private final SqsClient direct = AwsClients.sqs(aws.endpoint());
    private final SqsClient proxied = AwsClients.sqs(proxy.uri());
    private String queue = "";

    @BeforeEach
    void queue() {
        queue = aws.createQueue("events");
    }

    @AfterEach
    void stop() {
        direct.close();
        proxied.close();
        proxy.close();
        aws.close();
    }

    @Test
    void whileItIsDownConnectionsAreRefusedAndAfterwardsTheyWorkAgain() {
        send("before");
        proxy.down();
        assertThatThrownBy(() -> new Socket(LoopbackHttp.loopback(), proxy.uri().getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThatThrownBy(() -> send("lost")).isInstanceOf(SdkClientException.class);
        proxy.up();
        send("after");
        assertThat(bodies()).containsExactlyInAnyOrder("before", "after");
    }

    @Test
    void goingDownEndsALongPoll() throws Exception {
        CompletableFuture<?> poll = CompletableFuture.runAsync(
                () -> proxied.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(20)));
        Thread.sleep(500);
        assertThat(poll).isNotCompleted();
        proxy.down();
        assertThat(poll).failsWithin(PATIENCE);
    }

    @Test
    void aHeldRequestWaitsWhileOthersPass() throws Exception {
        Hold hold = proxy.hold("AmazonSQS.DeleteMessageBatch");
        send("x");
        assertThat(hold.awaitRequest(Duration.ofMillis(50))).isFalse();
        CompletableFuture<Void> deletion = deleteBatch(receive());
        assertThat(hold.awaitRequest(PATIENCE)).isTrue();
        send("y");
        assertThat(deletion).isNotCompleted();
        hold.release();
        deletion.get(10, TimeUnit.SECONDS);
        assertThat(bodies()).containsExactly("y");
    }

    @Test
    void aDroppedRequestNeverArrives() {
        send("x");
        Message message = receive();
        try (Hold hold = proxy.hold("AmazonSQS.DeleteMessageBatch")) {
            CompletableFuture<Void> deletion = deleteBatch(message);
            assertThat(hold.awaitRequest(PATIENCE)).isTrue();
            proxy.down();
            assertThat(deletion).failsWithin(PATIENCE);
        }
        direct.changeMessageVisibility(
                r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        assertThat(bodies()).containsExactly("x");
    }

    @Test
    void aTextThatComesInTwoPartsIsHeldToo() throws Exception {
        Hold hold = proxy.hold("secret-marker");
        try (Socket client = new Socket(LoopbackHttp.loopback(), proxy.uri().getPort())) {
            client.setTcpNoDelay(true);
            client.getOutputStream().write("GET / HTTP/1.1\r\nX: secret-".getBytes(US_ASCII));
            Thread.sleep(100);
            client.getOutputStream().write("marker\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertThat(hold.awaitRequest(PATIENCE)).isTrue();
        }
    }

    private void send(String body) {
        proxied.sendMessage(r -> r.queueUrl(queue).messageBody(body));
    }

    private Message receive() {
        return proxied.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(5))
                .messages()
                .getFirst();
    }

    private CompletableFuture<Void> deleteBatch(Message message) {
        DeleteMessageBatchRequestEntry entry = DeleteMessageBatchRequestEntry.builder()
                .id("a")
                .receiptHandle(message.receiptHandle())
                .build();
        return CompletableFuture.runAsync(
                () -> proxied.deleteMessageBatch(r -> r.queueUrl(queue).entries(entry)));
    }

    private List<String> bodies() {
        return direct
                .receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(2).maxNumberOfMessages(10))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }
}
