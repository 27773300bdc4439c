package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.queue.PollerWatch;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
class QueueGaugesTest {

    private static final Duration PERIOD = Duration.ofMillis(50);

    private final AwsPart aws;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final PollerWatch watch = new PollerWatch() {
        @Override
        public void failed(String operation, String error) {
            failures.add(operation);
        }
    };

    QueueGaugesTest(AwsPart aws) {
        this.aws = aws;
    }

    @BeforeEach
    void connect() {
        aws.notRun().ifPresent(Assumptions::abort);
    }

    @Test
    void theDepthsAreShownAndFollowTheQueues() throws Exception {
        try (SqsClient sqs = sqs(aws.endpoint())) {
            String name = "gauges-" + UUID.randomUUID();
            String dead =
                    sqs.createQueue(request -> request.queueName(name + "-dlq")).queueUrl();
            String url = queue(sqs, name, dead);
            sqs.sendMessage(request -> request.queueUrl(dead).messageBody("dead"));
            for (int i = 0; i < 3; i++) {
                sqs.sendMessage(request -> request.queueUrl(url).messageBody("message"));
            }
            sqs.sendMessage(
                    request -> request.queueUrl(url).messageBody("later").delaySeconds(600));
            assertThat(sqs.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(1))
                            .messages())
                    .hasSize(1);

            try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                    QueueGauges gauges = gauges(proxy.uri(), url)) {
                assertThat(scrape()).contains("sluice_queue_messages{state=\"visible\"} NaN");
                gauges.start();
                Eventually.holds(() -> assertThat(scrape())
                        .contains(
                                "sluice_queue_messages{state=\"visible\"} 2.0",
                                "sluice_queue_messages{state=\"in_flight\"} 1.0",
                                "sluice_queue_messages{state=\"delayed\"} 1.0",
                                "sluice_dead_letter_queue_messages 1.0"));
                assertThat(failures).isEmpty();

                proxy.down();
                Eventually.holds(() -> assertThat(scrape())
                        .contains(
                                "sluice_queue_messages{state=\"visible\"} NaN",
                                "sluice_dead_letter_queue_messages NaN"));
                Eventually.holds(() -> assertThat(failures).contains("GetQueueAttributes"));

                proxy.up();
                Eventually.holds(() -> assertThat(scrape()).contains("sluice_dead_letter_queue_messages 1.0"));
            }
        }
    }

    private String scrape() {
        return metrics.scrape();
    }

    private QueueGauges gauges(URI endpoint, String url) {
        return new QueueGauges(AwsAccess.of(AwsWithFaults.environment(endpoint)), url, PERIOD, watch, metrics);
    }

    private static SqsClient sqs(URI endpoint) {
        return AwsAccess.of(AwsWithFaults.environment(endpoint))
                .configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static String queue(SqsClient sqs, String name, String dead) {
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        return sqs.createQueue(request -> request.queueName(name)
                        .attributes(Map.of(
                                QueueAttributeName.REDRIVE_POLICY,
                                "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":50}")))
                .queueUrl();
    }
}
