package dev.sluice.agent;

import dev.sluice.agent.publish.TokenMode;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.event.EventSealer;
import dev.sluice.event.Seal;
import dev.sluice.event.SealedMessage;
import dev.sluice.event.WebhookEvent;
import dev.sluice.queue.QueueDepth;
import dev.sluice.queue.QueueSender;
import dev.sluice.queue.Sending;
import dev.sluice.route.Reading;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What infra sets up for one cluster, agents for it, and the function's end of its queue. */
final class Installation implements AutoCloseable {

    static final SecretNames NAMES = new SecretNames("sluice");
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    static final String KEY = "a-key-of-the-seal-0123456789abcdef";

    final String cluster;
    final String queueUrl;
    final FluxNamespace namespace;

    private final EmbeddedAws aws;
    private final KubernetesClient kubernetes;
    private final SqsClient sqs;
    private final SecretsManagerClient secrets;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Agent> agents = new ArrayList<>();

    /** A cluster of a random name, its seal set, with a namespace for the agent and the Receivers. */
    Installation(EmbeddedAws aws, KubernetesClient kubernetes, FluxNamespace namespace) {
        this.aws = aws;
        this.kubernetes = kubernetes;
        this.namespace = namespace;
        cluster = "c" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        queueUrl = aws.createQueue("sluice-" + cluster);
        AwsAccess access = AwsAccess.of(aws.environment());
        sqs = access.configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        secrets = access.configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        sealKey(KEY);
    }

    /** Sets or rotates the seal's key. */
    void sealKey(String key) {
        aws.putSecret(NAMES.seal(cluster), key);
    }

    void withoutSeal() {
        secrets.deleteSecret(request -> request.secretId(NAMES.seal(cluster)).forceDeleteWithoutRecovery(true));
    }

    Agent agent() {
        return agent(kubernetes);
    }

    Agent agent(KubernetesClient client) {
        return agent(client, aws.environment());
    }

    Agent agent(KubernetesClient client, Map<String, String> environment) {
        return agent(client, TokenMode.PUBLISHED, environment, ANY_PORT);
    }

    Agent agent(InetSocketAddress listen) {
        return agent(kubernetes, TokenMode.PUBLISHED, aws.environment(), listen);
    }

    Agent agent(KubernetesClient client, TokenMode tokens) {
        return agent(client, tokens, aws.environment(), ANY_PORT);
    }

    /** One that deletes what event sources cannot decode where there is no dead-letter queue. */
    Agent droppingAgent() {
        return agent(kubernetes, TokenMode.PUBLISHED, aws.environment(), ANY_PORT, Set.of(), Optional.empty(), true);
    }

    Agent agentOf(Set<String> watchNamespaces, Optional<String> receiverSelector) {
        return agent(
                kubernetes, TokenMode.PUBLISHED, aws.environment(), ANY_PORT, watchNamespaces, receiverSelector, false);
    }

    private Agent agent(
            KubernetesClient client, TokenMode tokens, Map<String, String> environment, InetSocketAddress listen) {
        return agent(client, tokens, environment, listen, Set.of(), Optional.empty(), false);
    }

    private Agent agent(
            KubernetesClient client,
            TokenMode tokens,
            Map<String, String> environment,
            InetSocketAddress listen,
            Set<String> watchNamespaces,
            Optional<String> receiverSelector,
            boolean dropUndecodable) {
        AgentConfig config = new AgentConfig(
                NAMES,
                cluster,
                queueUrl,
                namespace.name(),
                watchNamespaces,
                receiverSelector,
                tokens,
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                false,
                50,
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofMillis(200),
                "<prefix>-<cluster>-events-<namespace>-*",
                dropUndecodable,
                listen);
        Agent agent = Agent.start(config, AwsAccess.of(environment), client, Clock.systemUTC());
        agents.add(agent);
        return agent;
    }

    /** The name of a queue that the event sources of a namespace may have. */
    String eventQueue(FluxNamespace of, String name) {
        return "sluice-" + cluster + "-events-" + of.name() + "-" + name;
    }

    /** A client of the queues. */
    SqsClient sqs() {
        return sqs;
    }

    /** An event as the function makes it. */
    WebhookEvent event(ReceiverName receiver) {
        return new WebhookEvent(
                UUID.randomUUID(),
                NAMES.source(cluster),
                receiver,
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "github",
                "push",
                Instant.now(),
                null,
                null);
    }

    /** Sends an event under the installation's seal. */
    void send(ReceiverName receiver) {
        send(event(receiver), KEY);
    }

    void send(WebhookEvent event, String key) {
        send(EventSealer.seal(event, Seal.ofText(key), Instant.now(), null).orElseThrow());
    }

    void send(SealedMessage message) {
        Sending sending = new QueueSender(sqs).send(queueUrl, message, namespace.name(), Duration.ofSeconds(10));
        if (!(sending instanceof Sending.Sent)) {
            throw new AssertionError(sending);
        }
    }

    /** How many messages the queue still has, hidden ones included. */
    int queued() {
        return queued(queueUrl);
    }

    /** How many messages a queue still has, hidden ones included. */
    int queued(String url) {
        return QueueDepth.of(sqs, url).total();
    }

    /** Takes what lies on the dead-letter queue: body by reason. */
    Map<String, String> deadLetters() {
        Map<String, String> bodies = new HashMap<>();
        List<Message> messages = sqs.receiveMessage(request -> request.queueUrl(queueUrl + "-dlq")
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(0)
                        .messageAttributeNames("All"))
                .messages();
        messages.forEach(message -> message.messageAttributes().forEach((name, value) -> {
            if (name.equals("sluice-reason")) {
                bodies.put(value.stringValue(), message.body());
            }
        }));
        return bodies;
    }

    /** The published table 0; empty while there is none. */
    Optional<RouteTable> table() {
        return table(0);
    }

    private Optional<RouteTable> table(int n) {
        try {
            String json = secrets.getSecretValue(request -> request.secretId(NAMES.routes(cluster, n)))
                    .secretString();
            return Optional.of(((Reading.Read<RouteTable>) RouteTableJson.read(cluster, json)).value());
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** How many routes are published. */
    int published() {
        int count = table(0).map(RouteTable::count).orElse(0);
        return IntStream.range(0, count)
                .map(n -> table(n).map(table -> table.routes().size()).orElse(0))
                .sum();
    }

    /** Whether that Receiver's route is published. */
    boolean isPublished(ReceiverName receiver) {
        return table().stream()
                .flatMap(table -> table.routes().stream())
                .anyMatch(route -> route.receiver().equals(receiver));
    }

    HttpResponse<String> get(Agent agent, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + agent.statusAddress().getPort() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A metric's value as Prometheus scrapes it; 0 when it is not there. */
    double metric(Agent agent, String line) throws Exception {
        return get(agent, "/metrics")
                .body()
                .lines()
                .filter(l -> l.startsWith(line + " "))
                .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
                .sum();
    }

    /** All metrics of the agents that still run. */
    String scrapes() {
        StringBuilder all = new StringBuilder();
        for (Agent agent : agents) {
            try {
                all.append(get(agent, "/metrics").body());
            } catch (IOException e) {
                all.append("closed");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        agents.forEach(Agent::close);
        sqs.close();
        secrets.close();
        http.close();
    }
}
