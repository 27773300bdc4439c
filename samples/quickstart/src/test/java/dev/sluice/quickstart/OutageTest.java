package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.LocalGateway;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * SQS and the API server go away under a stream of webhooks; each webhook has a Receiver and a source of its own, so that
 * a loss shows. {@code SLUICE_TEST_OUTAGES=full}: for 30 s and 60 s; else for a sixth of that.
 */
class OutageTest {

    private static final String TOKEN = "outage-token";
    private static final int SHARE = "full".equals(System.getenv("SLUICE_TEST_OUTAGES")) ? 1 : 6;
    private static final Duration SQS_AWAY = Duration.ofSeconds(30).dividedBy(SHARE);
    private static final Duration API_SERVER_AWAY = Duration.ofSeconds(60).dividedBy(SHARE);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration PACE = Duration.ofMillis(200);

    @Test
    void everyAcceptedWebhookEndsInAnAnnotationAndTheDeadLetterQueueStaysEmpty() throws Exception {
        Duration stream = SQS_AWAY.plus(API_SERVER_AWAY).plus(CALM.multipliedBy(3));
        int webhooks = (int) stream.dividedBy(PACE);
        try (EmbeddedAws aws = EmbeddedAws.start();
                EmbeddedKube kubernetes = EmbeddedKube.start();
                FaultProxy sqs = FaultProxy.to(aws.endpoint());
                FaultProxy apiServer = FaultProxy.to(kubernetes.url())) {
            FluxCluster flux = new FluxCluster(kubernetes.client());
            flux.token("token", TOKEN);
            for (int i = 0; i < webhooks; i++) {
                flux.source("app-" + i);
                flux.receiver("app-" + i, "token", TOKEN, "app-" + i);
            }
            Installation sluice = new Installation(aws.endpoint());
            try (KubernetesClient agentsClient = through(apiServer, kubernetes);
                    Agent agent = sluice.agent(sqs.uri(), agentsClient, Duration.ofHours(1));
                    LocalGateway gateway = sluice.function(sqs.uri())) {
                Until.isTrue(
                        "routes published",
                        Duration.ofSeconds(60),
                        () -> sluice.routes().contains("\"app-0\""));
                Thread outages = Thread.ofVirtual().start(() -> {
                    pause(CALM);
                    away(sqs, SQS_AWAY);
                    pause(CALM);
                    away(apiServer, API_SERVER_AWAY);
                });
                Map<String, Instant> accepted = stream(flux, gateway.url(), webhooks);
                outages.join();

                assertThat(accepted).hasSizeBetween(webhooks / 4, webhooks);
                for (Map.Entry<String, Instant> webhook : accepted.entrySet()) {
                    Until.isTrue(
                            webhook.getKey() + " annotated after " + webhook.getValue(),
                            () -> flux.requestedAt(webhook.getKey())
                                    .filter(webhook.getValue()::isBefore)
                                    .isPresent());
                }
                Until.isTrue("queue empty", () -> sluice.queued() == 0);
                assertThat(sluice.dead()).isZero();
                assertThat(agent.statusAddress().getPort()).isPositive();
            }
        }
    }

    /** Sends one webhook after the other; the sources of those that were accepted, and when they were sent. */
    private static Map<String, Instant> stream(FluxCluster flux, URI gateway, int webhooks) throws Exception {
        Map<String, Instant> accepted = new LinkedHashMap<>();
        try (GitHub gitHub = new GitHub()) {
            byte[] payload = GitHub.pushPayload();
            for (int i = 0; i < webhooks; i++) {
                Instant sent = Instant.now();
                int status = gitHub.push(gateway.resolve(flux.path("app-" + i, TOKEN)), TOKEN, payload);
                assertThat(status).isIn(200, 503);
                if (status == 200) {
                    accepted.put("app-" + i, sent);
                }
                pause(PACE);
            }
        }
        return accepted;
    }

    private static KubernetesClient through(FaultProxy proxy, EmbeddedKube kubernetes) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(kubernetes.config())
                        .withMasterUrl(proxy.uri().toString())
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(10_000)
                        .build())
                .build();
    }

    private static void away(FaultProxy proxy, Duration time) {
        proxy.down();
        pause(time);
        proxy.up();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}
