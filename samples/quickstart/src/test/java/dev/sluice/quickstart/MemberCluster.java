package dev.sluice.quickstart;

import dev.sluice.agent.Agent;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.route.Cluster;
import dev.sluice.route.SecretNames;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A cluster of a group, with an agent and what a Flux user has in it; its Receiver is the same as in the others. */
final class MemberCluster implements AutoCloseable {

    static final String RECEIVER = "app";

    private final EmbeddedKube kubernetes = EmbeddedKube.start();
    private final FluxCluster flux = new FluxCluster(kubernetes.client(), "apps");
    private final String name;
    private final Installation sluice;
    private final Agent agent;

    /** Starts it, with a queue and an agent of its own. */
    MemberCluster(URI aws, SecretNames names, String name, String token) {
        this.name = name;
        flux.token("token", token);
        flux.source("app");
        flux.receiver(RECEIVER, "token", token, "app");
        sluice = new Installation(aws, names, name);
        agent = sluice.agent(aws, kubernetes.client(), Duration.ofHours(1));
    }

    /** Its entry among the clusters. */
    Cluster entry(String group) {
        return new Cluster(name, sluice.queueUrl(), group);
    }

    Installation sluice() {
        return sluice;
    }

    boolean isPublished() {
        return sluice.routes().contains("\"" + RECEIVER + "\"");
    }

    String path(String token) {
        return flux.path(RECEIVER, token);
    }

    /** Whether its source was asked to reconcile after that. */
    boolean triggeredSince(Instant time) {
        return flux.requestedAt("app").filter(time::isBefore).isPresent();
    }

    boolean neverTriggered() {
        return flux.requestedAt("app").isEmpty();
    }

    void deleteQueue() {
        try (SqsClient sqs = Provisioning.sqs(AwsAccess.of(sluice.environment(sluice.endpoint())))) {
            sqs.deleteQueue(request -> request.queueUrl(sluice.queueUrl()));
        }
    }

    @Override
    public void close() {
        agent.close();
        kubernetes.close();
    }
}
