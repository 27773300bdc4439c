package dev.sluice.soak;

import dev.sluice.agent.AgentMain;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.JavaProcess;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.event.Seal;
import dev.sluice.function.lambda.WebhookLambda;
import dev.sluice.quickstart.Provisioning;
import dev.sluice.route.Reading;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** An embedded AWS with what infra makes in it; functions and agents reach it through a proxy that can take it away. */
final class Surroundings implements AutoCloseable {

    private static final String CLUSTER = "soak";
    private static final SecretNames NAMES = new SecretNames("sluice");

    private final EmbeddedAws aws = EmbeddedAws.start();
    private final FaultProxy network = FaultProxy.to(aws.endpoint());
    private final AwsAccess direct = AwsAccess.of(aws.environment());
    private final SecretsManagerClient secrets = direct.configure(SecretsManagerClient.builder())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    private final SluiceQueue queue;

    Surroundings() {
        queue = new SluiceQueue(AwsAccess.of(sqsAlone()), Provisioning.cluster(direct, NAMES, CLUSTER));
    }

    SluiceQueue queue() {
        return queue;
    }

    /** Makes a queue that an event source of that namespace may have; its name. */
    String eventQueue(String namespace, String name) {
        String queueName = NAMES.prefix() + "-" + CLUSTER + "-events-" + namespace + "-" + name;
        aws.createQueue(queueName);
        return queueName;
    }

    /** A client of all queues. */
    SqsClient sqs() {
        return direct.configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** What function and agents see of AWS goes through here. */
    FaultProxy network() {
        return network;
    }

    /** The source of this cluster's events. */
    String source() {
        return NAMES.source(CLUSTER);
    }

    /** The seal of this cluster. */
    Seal seal() {
        return Seal.ofText(secret(NAMES.seal(CLUSTER)));
    }

    /** The names of the Receivers whose routes are published. */
    Set<String> published() {
        Set<String> names = new HashSet<>();
        int tables = 1;
        for (int n = 0; n < tables; n++) {
            if (RouteTableJson.read(CLUSTER, secret(NAMES.routes(CLUSTER, n)))
                    instanceof Reading.Read<RouteTable>(RouteTable table, List<String> problems)) {
                tables = n == 0 ? table.count() : tables;
                table.routes().forEach(route -> names.add(route.receiver().name()));
            }
        }
        return names;
    }

    /**
     * A function behind a gateway.
     *
     * @param way the environment that leads to AWS
     */
    LocalGateway function(Map<String, String> way) {
        return LocalGateway.start(0, WebhookLambda.of(way)::handle);
    }

    /** The environment that leads to AWS through {@link #network}. */
    Map<String, String> throughNetwork() {
        return environment(network.uri());
    }

    /** The environment that leads to AWS past {@link #network}. */
    Map<String, String> pastNetwork() {
        return environment(aws.endpoint());
    }

    /** The environment of a process that leads to AWS on the shortest way. */
    Map<String, String> shortest() {
        Map<String, String> environment = pastNetwork();
        // the SDK itself knows an endpoint for each service
        environment.put("AWS_ENDPOINT_URL", "");
        environment.put("AWS_ENDPOINT_URL_SQS", aws.sqsEndpoint().toString());
        environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", aws.endpoint().toString());
        return environment;
    }

    /**
     * An agent, which logs to a file in {@code target}.
     *
     * @param jvmOptions its JVM's
     * @param options its own
     * @param way the environment that leads to AWS
     * @param kubernetes the API server by its configuration
     */
    JavaProcess agent(List<String> jvmOptions, List<String> options, Map<String, String> way, Config kubernetes) {
        Map<String, String> environment = new HashMap<>(way);
        environment.put("SLUICE_CLUSTER", CLUSTER);
        environment.put("SLUICE_QUEUE_URL", queue.url());
        environment.put("SLUICE_LISTEN", "127.0.0.1:0");
        environment.put("KUBECONFIG", "none");
        environment.put("KUBERNETES_MASTER", kubernetes.getMasterUrl());
        if (kubernetes.getOauthToken() != null) {
            environment.put("KUBERNETES_AUTH_TOKEN", kubernetes.getOauthToken());
        }
        if (kubernetes.getCaCertData() != null) {
            environment.put("KUBERNETES_CERTS_CA_DATA", kubernetes.getCaCertData());
        }
        List<String> program = new ArrayList<>(options);
        program.addFirst(AgentMain.class.getName());
        return JavaProcess.start(
                jvmOptions, program, environment, Path.of("target", "agent-" + System.nanoTime() + ".log"));
    }

    @Override
    public void close() {
        queue.close();
        secrets.close();
        network.close();
        aws.close();
    }

    /** A secret's text; empty when there is none of that name. */
    private String secret(String name) {
        try {
            return secrets.getSecretValue(request -> request.secretId(name)).secretString();
        } catch (ResourceNotFoundException e) {
            return "";
        }
    }

    private Map<String, String> sqsAlone() {
        return environment(aws.sqsEndpoint());
    }

    private Map<String, String> environment(URI endpoint) {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put("AWS_ENDPOINT_URL", endpoint.toString());
        environment.put("SLUICE_PREFIX", NAMES.prefix());
        return environment;
    }
}
