package dev.sluice.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.AwsPart;
import dev.sluice.event.SealedMessage;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
@Execution(ExecutionMode.CONCURRENT)
class QueueSenderTest {

    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final SealedMessage MESSAGE =
            new SealedMessage("{\"a\":1}", Map.of("webhook-id", "id", "traceparent", "00-a-b-01"));

    private final AwsPart part;
    private TestQueue queue;
    private FaultyEndpoint endpoint;

    QueueSenderTest(AwsPart part) {
        this.part = part;
    }

    @BeforeEach
    void create() {
        queue = new TestQueue(part);
        endpoint = FaultyEndpoint.to(queue.endpoint());
    }

    @AfterEach
    void close() {
        if (endpoint != null) {
            endpoint.close();
            queue.close();
        }
    }

    @Test
    void bodyAttributesAndGroupArrive() {
        assertThat(send(queue.endpoint(), queue.url(), MESSAGE, BUDGET)).isEqualTo(new Sending.Sent());

        assertThat(queue.receive()).singleElement().satisfies(message -> {
            assertThat(message.body()).isEqualTo("{\"a\":1}");
            assertThat(message.messageAttributes())
                    .isEqualTo(QueueSender.attributes(Map.of("webhook-id", "id", "traceparent", "00-a-b-01")));
            assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "flux-system");
        });
    }

    @Test
    void theLargestMessageIsTakenAndALargerOneRefusedForGood() {
        SealedMessage empty = new SealedMessage("", MESSAGE.attributes());
        String longest = "a".repeat(SealedMessage.MAX_BYTES - empty.bytes());

        assertThat(send(queue.endpoint(), queue.url(), new SealedMessage(longest, MESSAGE.attributes()), BUDGET))
                .isEqualTo(new Sending.Sent());
        // not every stand-in counts the attributes
        String tooLong = "a".repeat(SealedMessage.MAX_BYTES + 1);
        assertThat(send(queue.endpoint(), queue.url(), new SealedMessage(tooLong, MESSAGE.attributes()), BUDGET))
                .isInstanceOfSatisfying(
                        Sending.Failed.class,
                        failed -> assertThat(failed.permanent()).isTrue());
    }

    @Test
    void aMissingQueueIsAPermanentFailure() {
        assertThat(send(queue.endpoint(), queue.url() + "-missing", MESSAGE, BUDGET))
                .isInstanceOfSatisfying(Sending.Failed.class, failed -> {
                    assertThat(failed.permanent()).isTrue();
                    assertThat(failed.error()).contains("Queue");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://", "http://[", "no url"})
    void aWrongUrlOfAQueueIsAFailureNotAnException(String url) {
        assertThat(send(queue.endpoint(), url, MESSAGE, BUDGET)).isInstanceOf(Sending.Failed.class);
    }

    @Test
    void anEndpointThatIsAwayIsAPassingFailureWithinTheBudget() {
        endpoint.close();
        long start = System.nanoTime();

        assertThat(send(endpoint.uri(), queue.url(), MESSAGE, Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        Sending.Failed.class,
                        failed -> assertThat(failed.permanent()).isFalse());
        assertThat(since(start)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void anEndpointThatDoesNotAnswerIsAPassingFailureWithinTheBudget() {
        endpoint.hang("SendMessage");
        long start = System.nanoTime();

        assertThat(send(endpoint.uri(), queue.url(), MESSAGE, Duration.ofMillis(800)))
                .isEqualTo(new Sending.Failed("ApiCallTimeoutException", false));
        assertThat(since(start)).isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void withoutTimeLeftNothingIsTried(long seconds) {
        assertThat(send(endpoint.uri(), queue.url(), MESSAGE, Duration.ofSeconds(seconds)))
                .isEqualTo(new Sending.Failed("NoTimeLeft", false));
        assertThat(endpoint.calls("SendMessage")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "500, InternalError, false",
        "503, ServiceUnavailable, false",
        "400, ThrottlingException, false",
        "403, RequestThrottled, false",
        "400, KmsThrottled, false",
        "429, TooManyRequests, false",
        "403, AccessDenied, true",
        "403, InvalidClientTokenId, true",
        "400, InvalidMessageContents, true",
        "400, QueueDoesNotExist, true"
    })
    void whatNoTryCanMendIsPermanentAndNothingElse(int status, String error, boolean permanent) {
        endpoint.fail("SendMessage", status, error);

        assertThat(send(endpoint.uri(), queue.url(), MESSAGE, BUDGET)).isEqualTo(new Sending.Failed(error, permanent));
        if (permanent) {
            assertThat(endpoint.calls("SendMessage")).isEqualTo(1);
        }
    }

    @Test
    void aPassingErrorIsTriedAgain() {
        endpoint.fail("SendMessage", 500, "InternalError");
        Thread.startVirtualThread(() -> {
            Await.until("a first try", () -> endpoint.calls("SendMessage") > 0);
            endpoint.heal();
        });

        assertThat(send(endpoint.uri(), queue.url(), MESSAGE, BUDGET)).isEqualTo(new Sending.Sent());
        assertThat(queue.receive()).extracting(Message::body).containsExactly("{\"a\":1}");
    }

    private static Sending send(URI endpoint, String url, SealedMessage message, Duration budget) {
        try (SqsClient sqs = TestQueue.accessBy(endpoint)
                .apply(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return new QueueSender(sqs).send(url, message, "flux-system", budget);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
