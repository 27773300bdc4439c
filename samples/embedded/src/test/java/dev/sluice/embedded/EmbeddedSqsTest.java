package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedSqsTest {
    private final EmbeddedAws aws = EmbeddedAws.start();
    private final SqsClient sqs = AwsClients.sqs(aws.endpoint());
    private String queue = "";

    @AfterAll
    void stop() {
        sqs.close();
        aws.close();
    }

    @BeforeEach
    void queue(TestInfo test) {
        queue = aws.createQueue(test.getTestMethod().orElseThrow().getName());
    }

    @Test
    void queueUrlsLeadToTheEndpoint() {
        assertThat(queue).startsWith(aws.endpoint() + "/");
        assertThat(sqs.getQueueUrl(r -> r.queueName("queueUrlsLeadToTheEndpoint"))
                        .queueUrl())
                .isEqualTo(queue);
    }

    @Test
    void aQueueHasADeadLetterQueue() {
        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.REDRIVE_POLICY))
                        .attributes()
                        .get(QueueAttributeName.REDRIVE_POLICY))
                .contains("arn:aws:sqs:eu-west-1:000000000000:aQueueHasADeadLetterQueue-dlq")
                .contains("50");
        sqs.sendMessage(r -> r.queueUrl(queue + "-dlq").messageBody("x"));
        assertThat(receive(queue + "-dlq")).hasSize(1);
    }

    @Test
    void aStandardQueueTakesAMessageGroupId() {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("x").messageGroupId("flux-system"));
        assertThat(receive(queue))
                .singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "flux-system"));
    }

    @Test
    void aBodyOfOneMebibyteArrivesUnchanged() {
        String body = "0123456789abcdef".repeat(65_536);
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body));
        assertThat(receive(queue))
                .singleElement()
                .satisfies(message -> assertThat(message.body()).isEqualTo(body));
    }

    @Test
    void aBatchIsDeletedAndAWrongHandleReported() {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("x"));
        String handle = receive(queue).getFirst().receiptHandle();
        DeleteMessageBatchResponse response = sqs.deleteMessageBatch(r -> r.queueUrl(queue)
                .entries(
                        DeleteMessageBatchRequestEntry.builder()
                                .id("right")
                                .receiptHandle(handle)
                                .build(),
                        DeleteMessageBatchRequestEntry.builder()
                                .id("wrong")
                                .receiptHandle("nonsense")
                                .build()));
        assertThat(response.successful()).extracting("id").containsExactly("right");
        assertThat(response.failed()).extracting(BatchResultErrorEntry::id).containsExactly("wrong");
    }

    @Test
    void visibilityIsChangedInABatch() {
        sqs.sendMessage(r -> r.queueUrl(queue).messageBody("x"));
        String handle = receive(queue).getFirst().receiptHandle();
        assertThat(sqs.changeMessageVisibilityBatch(r -> r.queueUrl(queue)
                                .entries(ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id("a")
                                        .receiptHandle(handle)
                                        .visibilityTimeout(0)
                                        .build()))
                        .failed())
                .isEmpty();
        assertThat(receive(queue))
                .singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"));
    }

    @Test
    void aLongPollLastsAsLongAsItIsAskedTo() {
        long start = System.nanoTime();
        assertThat(sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(20))
                        .messages())
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(19), Duration.ofSeconds(23));
    }

    @Test
    void manyLongPollsDoNotStandInTheWayOfEachOtherOrOfASend() throws Exception {
        int pollers = 60;
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < pollers; i++) {
            String name = "many-" + i;
            queues.add(sqs.createQueue(r -> r.queueName(name)).queueUrl());
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Message>>> polls = queues.stream()
                    .map(url -> threads.submit(() -> receive(url)))
                    .toList();
            Thread.sleep(500);
            long start = System.nanoTime();
            queues.forEach(url -> sqs.sendMessage(r -> r.queueUrl(url).messageBody("x")));
            for (Future<List<Message>> poll : polls) {
                assertThat(poll.get()).hasSize(1);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void theEnvironmentLeadsToTheEndpoint() {
        assertThat(aws.environment())
                .containsAllEntriesOf(
                        Map.of("AWS_ENDPOINT_URL", aws.endpoint().toString(), "AWS_REGION", EmbeddedAws.REGION));
    }

    private List<Message> receive(String url) {
        return sqs.receiveMessage(ReceiveMessageRequest.builder()
                        .queueUrl(url)
                        .waitTimeSeconds(15)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .build())
                .messages();
    }
}
