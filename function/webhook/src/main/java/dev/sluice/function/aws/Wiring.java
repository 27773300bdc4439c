package dev.sluice.function.aws;

import dev.sluice.aws.AwsAccess;
import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.log.JsonLog;
import dev.sluice.function.routes.RouteCache;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.queue.QueueSender;
import dev.sluice.route.SecretNames;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The function with SQS and Secrets Manager, wired by hand.
 *
 * @param function the function
 * @param log its log, on standard output
 * @param clock its clock
 */
public record Wiring(ReceiveWebhook function, JsonLog log, Clock clock) {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    /** A silent connection leaves time for another try within the budget of a call. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(2);
    /** As many as fit into the budget of a call, which ends them. */
    private static final int TRIES = 20;

    /**
     * Wires the function.
     *
     * @param environment {@code SLUICE_PREFIX} (default {@code sluice}), {@code AWS_REGION}, and what else the SDK knows
     * @throws IllegalArgumentException when a value is wrong; one sentence that names it and what is allowed
     */
    public static Wiring of(Map<String, String> environment) {
        SecretNames names = names(environment.getOrDefault("SLUICE_PREFIX", "sluice"));
        if (environment.getOrDefault("AWS_REGION", "").isEmpty()) {
            throw new IllegalArgumentException("AWS_REGION: must name the region of the queues and secrets");
        }
        AwsAccess aws = AwsAccess.of(environment);
        Clock clock = Clock.systemUTC();
        JsonLog log = new JsonLog(System.out, clock);
        RouteCache routes = new RouteCache(
                new SecretsManagerReader(secretsManager(aws)),
                names,
                clock,
                () -> ThreadLocalRandom.current().nextLong(),
                log);
        QueueSender sender = new QueueSender(sqs(aws));
        ReceiveWebhook function =
                new ReceiveWebhook(routes, Verifiers.all(), sender::send, UUID::randomUUID, clock, log);
        return new Wiring(function, log, clock);
    }

    private static SecretNames names(String prefix) {
        try {
            return new SecretNames(prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SLUICE_PREFIX is wrong; " + e.getMessage(), e);
        }
    }

    private static SqsClient sqs(AwsAccess aws) {
        return aws.configure(SqsClient.builder())
                .httpClientBuilder(http())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(TRIES)
                        .build()))
                .build();
    }

    private static SecretsManagerClient secretsManager(AwsAccess aws) {
        return aws.configure(SecretsManagerClient.builder())
                .httpClientBuilder(http())
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .build();
    }

    /** The quickest of the SDK's clients to start, and the smallest. */
    private static UrlConnectionHttpClient.Builder http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT);
    }
}
