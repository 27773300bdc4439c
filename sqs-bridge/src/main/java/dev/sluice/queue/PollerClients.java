package dev.sluice.queue;

import dev.sluice.aws.CallTimers;
import java.time.Duration;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/**
 * The two clients of a poller: one only receives, without retries (the poller has its own back-off) and can be cut
 * off; the other deletes, extends and gives back, with the SDK's retries.
 */
final class PollerClients implements AutoCloseable {

    // a long poll of 20 s answers late when the queue is empty
    private static final Duration RECEIVE_TIMEOUT = Duration.ofSeconds(25);

    private final AbortableHttpClient receivingHttp = new AbortableHttpClient(
            UrlConnectionHttpClient.builder().socketTimeout(RECEIVE_TIMEOUT).build());
    private final SqsClient receiving;
    private final SqsClient settling;

    PollerClients(UnaryOperator<SqsClientBuilder> common) {
        receiving = common.apply(SqsClient.builder())
                .httpClient(receivingHttp)
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .scheduledExecutorService(CallTimers.shared()))
                .build();
        settling = common.apply(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD)
                        .apiCallTimeout(Duration.ofSeconds(20))
                        .scheduledExecutorService(CallTimers.shared()))
                .build();
    }

    SqsClient receiving() {
        return receiving;
    }

    SqsClient settling() {
        return settling;
    }

    void abortReceiving() {
        receivingHttp.abort();
    }

    @Override
    public void close() {
        receiving.close();
        settling.close();
    }
}
