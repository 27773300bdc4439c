package dev.sluice.quickstart;

import dev.sluice.agent.Agent;
import dev.sluice.agent.AgentConfig;
import dev.sluice.agent.publish.TokenMode;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.function.lambda.WebhookLambda;
import dev.sluice.queue.QueueDepth;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sluice in an AWS, under a prefix of the test's own: what infra makes, and as many functions and agents as wanted. */
public final class Installation {

    public static final String CLUSTER = "e2e";

    private final Map<String, String> aws;
    private final SecretNames names;
    private final String cluster;
    private final String queueUrl;

    /** @param endpoint where the AWS is */
    public Installation(URI endpoint) {
        this(endpoint, newNames(), CLUSTER);
    }

    /**
     * @param endpoint where the AWS is
     * @param names the names that this cluster shares with others
     * @param cluster the cluster
     */
    Installation(URI endpoint, SecretNames names, String cluster) {
        this(endpoint, names, cluster, Provisioning.cluster(AwsAccess.of(access(endpoint)), names, cluster));
    }

    /**
     * One that somebody else has made.
     *
     * @param endpoint where the AWS is
     * @param names the names that this cluster shares with others
     * @param cluster the cluster
     * @param queueUrl its queue
     */
    public Installation(URI endpoint, SecretNames names, String cluster, String queueUrl) {
        this.names = names;
        this.cluster = cluster;
        this.aws = access(endpoint);
        this.queueUrl = queueUrl;
    }

    private static Map<String, String> access(URI endpoint) {
        return Map.of(
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test");
    }

    public static SecretNames newNames() {
        return new SecretNames("e2e-" + UUID.randomUUID().toString().substring(0, 8));
    }

    public String queueUrl() {
        return queueUrl;
    }

    public SecretNames names() {
        return names;
    }

    /** The environment that leads to the AWS; through a proxy, if its address is given. */
    public Map<String, String> environment(URI endpoint) {
        Map<String, String> environment = new HashMap<>(aws);
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("SLUICE_PREFIX", names.prefix());
        return environment;
    }

    public URI endpoint() {
        return URI.create(aws.getOrDefault("AWS_ENDPOINT_URL", ""));
    }

    /** A function, with an empty cache, behind a gateway of its own. */
    public LocalGateway function(URI endpoint) {
        return LocalGateway.start(0, WebhookLambda.of(environment(endpoint))::handle);
    }

    /** The answer to a push, through a new function, whose caches are as new as what is published. */
    public int push(String path, String token) throws IOException, InterruptedException {
        try (LocalGateway gateway = function(endpoint());
                GitHub gitHub = new GitHub()) {
            return gitHub.push(gateway.url().resolve(path), token, GitHub.pushPayload());
        }
    }

    public Agent agent(URI endpoint, KubernetesClient kubernetes, Duration rotationGrace) {
        return agent(endpoint, kubernetes, TokenMode.PUBLISHED, rotationGrace, false);
    }

    Agent agent(
            URI endpoint,
            KubernetesClient kubernetes,
            TokenMode tokens,
            Duration rotationGrace,
            boolean noCrossNamespaceRefs) {
        AgentConfig config = new AgentConfig(
                names,
                cluster,
                queueUrl,
                "flux-system",
                Set.of(),
                Optional.empty(),
                tokens,
                Duration.ofSeconds(1),
                rotationGrace,
                noCrossNamespaceRefs,
                200,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                "<prefix>-<cluster>-events-<namespace>-*",
                false,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return Agent.start(config, AwsAccess.of(environment(endpoint)), kubernetes, Clock.systemUTC());
    }

    /** Puts the token of a Secret where external tokens are, as its user does. */
    void externalToken(String namespace, String secret, String token) {
        try (SecretsManagerClient secrets = Provisioning.secrets(AwsAccess.of(aws))) {
            Provisioning.put(secrets, names.token(CLUSTER, namespace, secret), token);
        }
    }

    /** The table that the agent published; empty when there is none. */
    public String routes() {
        try (SecretsManagerClient secrets = Provisioning.secrets(AwsAccess.of(aws))) {
            return secrets.getSecretValue(request -> request.secretId(names.routes(cluster, 0)))
                    .secretString();
        } catch (ResourceNotFoundException e) {
            return "";
        }
    }

    /** How many messages the queue holds, received ones with it. */
    public int queued() {
        return count(queueUrl);
    }

    /** How many messages the dead-letter queue holds. */
    public int dead() {
        return count(queueUrl + "-dlq");
    }

    private int count(String url) {
        try (SqsClient sqs = Provisioning.sqs(AwsAccess.of(aws))) {
            return QueueDepth.of(sqs, url).total();
        }
    }
}
