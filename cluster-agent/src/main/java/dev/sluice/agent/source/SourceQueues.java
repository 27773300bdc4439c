package dev.sluice.agent.source;

import dev.sluice.aws.AwsAccess;
import dev.sluice.aws.CallTimers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Where the queues of event sources are: of the agent's own account, in its region or another. */
final class SourceQueues implements AutoCloseable {

    private final AwsAccess aws;
    private final Map<Optional<String>, SqsClient> clients = new ConcurrentHashMap<>();

    SourceQueues(AwsAccess aws) {
        this.aws = aws;
    }

    /** How clients for a source's region are made. */
    UnaryOperator<SqsClientBuilder> clientsFor(SqsEventSource source) {
        return builder -> {
            SqsClientBuilder configured = aws.configure(builder);
            source.region().map(Region::of).ifPresent(configured::region);
            return configured;
        };
    }

    /**
     * Looks for a source's queue, without a look at its messages.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when there is none, or it may not be read
     */
    String url(SqsEventSource source) {
        SqsClient sqs = client(source);
        String url = sqs.getQueueUrl(request -> request.queueName(source.queueName()))
                .queueUrl();
        sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.REDRIVE_POLICY));
        return url;
    }

    /** Whether some queue sends its dead letters there, as far as AWS may be asked. */
    boolean isForDeadLetters(SqsEventSource source, String url) {
        try {
            return !client(source)
                    .listDeadLetterSourceQueues(request -> request.queueUrl(url))
                    .queueUrls()
                    .isEmpty();
        } catch (AwsServiceException e) {
            // the right to ask is optional
            return false;
        }
    }

    private SqsClient client(SqsEventSource source) {
        return clients.computeIfAbsent(
                source.region(),
                region -> clientsFor(source)
                        .apply(SqsClient.builder())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .overrideConfiguration(CallTimers.within(Duration.ofSeconds(20)))
                        .build());
    }

    @Override
    public void close() {
        clients.values().forEach(SqsClient::close);
    }
}
