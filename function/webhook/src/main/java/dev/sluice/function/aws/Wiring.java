package dev.sluice.function.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.aws.AwsAccess;
import dev.sluice.function.ReceiveWebhook;
import dev.sluice.function.log.JsonLog;
import dev.sluice.function.routes.RouteCache;
import dev.sluice.function.tokens.ExternalTokens;
import dev.sluice.function.verify.Verifiers;
import dev.sluice.queue.QueueSender;
import dev.sluice.route.SecretNames;
import java.io.OutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
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
        return of(environment, Wiring::http, System.out);
    }

    /**
     * The function with an AWS in memory, which takes every message, and a log that nobody reads.
     *
     * @param environment as above
     * @param secrets what lies in its Secrets Manager
     */
    public static Wiring canned(Map<String, String> environment, Map<String, String> secrets) {
        return of(
                environment,
                () -> new CannedAws(secrets),
                new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }

    private static Wiring of(Map<String, String> environment, Supplier<SdkHttpClient> http, PrintStream out) {
        SecretNames names = names(environment.getOrDefault("SLUICE_PREFIX", "sluice"));
        if (environment.getOrDefault("AWS_REGION", "").isEmpty()) {
            throw new IllegalArgumentException("AWS_REGION: must name the region of the queues and secrets");
        }
        AwsAccess aws = AwsAccess.of(environment);
        Clock clock = Clock.systemUTC();
        JsonLog log = new JsonLog(out, clock);
        // one for both clients: to make one loads all certificate authorities
        SdkHttpClient shared = http.get();
        SecretsManagerClient secrets = secretsManager(aws, shared);
        RouteCache routes = new RouteCache(new SecretsManagerReader(secrets), names, clock, random(), log);
        ExternalTokens tokens = new ExternalTokens(new SecretsManagerTokens(secrets), names, clock, random(), log);
        QueueSender sender = new QueueSender(sqs(aws, shared));
        ReceiveWebhook function =
                new ReceiveWebhook(routes, tokens, Verifiers.all(), sender::send, UUID::randomUUID, clock, log);
        return new Wiring(function, log, clock);
    }

    private static SecretNames names(String prefix) {
        try {
            return new SecretNames(prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("SLUICE_PREFIX is wrong; " + e.getMessage(), e);
        }
    }

    private static SqsClient sqs(AwsAccess aws, SdkHttpClient http) {
        return aws.configure(SqsClient.builder())
                .httpClient(http)
                // TLS keeps the message whole, and the seal proves it; MD5 would only take time
                .checksumValidationEnabled(false)
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(TRIES)
                        .build()))
                .build();
    }

    private static SecretsManagerClient secretsManager(AwsAccess aws, SdkHttpClient http) {
        return aws.configure(SecretsManagerClient.builder())
                .httpClient(http)
                .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                .build();
    }

    /** The quickest of the SDK's clients to start, and the smallest. */
    private static SdkHttpClient http() {
        return UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT)
                .build();
    }

    /** Seeded anew each time: what is restored from a snapshot must not do as its twins. */
    private static RandomGenerator random() {
        return new SplittableRandom(new SecureRandom().nextLong());
    }
}
