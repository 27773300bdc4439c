package dev.sluice.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.event.WebhookEvent;
import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster full of Receivers with filters and an AWS, both out of the packaged agents that are launched in it. */
final class LaunchSite implements AutoCloseable {

    private static final Path RBAC = Path.of("..", "infra", "kubernetes", "base", "rbac.yaml");
    private static final Path PUSH = Path.of("..", "samples", "payloads", "github-push.json");
    private static final String TOKEN = "a-token-of-the-webhook-";

    private final EmbeddedAws aws = EmbeddedAws.start();
    /** In front of AWS. */
    private final FaultProxy proxy = FaultProxy.to(aws.endpoint());

    private final Installation installation;
    private final FluxNamespace namespace;
    private final List<ReceiverName> receivers = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Runnable end;
    private final JsonNode payload;

    private LaunchSite(KubernetesClient admin, Map<String, String> kubernetes, Runnable end) throws IOException {
        this.end = end;
        installation = new Installation(aws, admin, new FluxNamespace(admin, "flux-system"));
        namespace = new FluxNamespace(admin);
        payload = new JsonMapper().readTree(PUSH.toFile());
        environment.putAll(AwsWithFaults.environment(proxy.uri()));
        environment.put("SLUICE_CLUSTER", installation.cluster);
        environment.put("SLUICE_QUEUE_URL", installation.queueUrl);
        environment.put("SLUICE_LISTEN", "127.0.0.1:0");
        environment.put("KUBECONFIG", "none");
        environment.putAll(kubernetes);
    }

    /** On the embedded Kubernetes API, over TLS. */
    static LaunchSite embedded() throws IOException {
        EmbeddedKube kube = EmbeddedKube.startWithTls();
        return new LaunchSite(
                kube.client(),
                Map.of("KUBERNETES_MASTER", kube.url().toString(), "KUBERNETES_TRUST_CERTIFICATES", "true"),
                kube::close);
    }

    /** On the shared real API server, with the rights that infra gives the agent. */
    static LaunchSite real() throws IOException {
        RealKube kube = RealKube.shared();
        // infra brings it with the agent
        SluiceCrds.serve(KubeParts.kubeApiServer());
        KubernetesClient admin = kube.client();
        FluxNamespace fluxSystem = new FluxNamespace(admin, "flux-system");
        try (InputStream yaml = Files.newInputStream(RBAC)) {
            admin.load(yaml).items().forEach(object -> admin.resource(object).createOr(existing -> existing.update()));
        }
        return new LaunchSite(
                admin,
                Map.of(
                        "KUBERNETES_MASTER", kube.url().toString(),
                        "KUBERNETES_CERTS_CA_DATA",
                                kube.configAs(RealKube.AGENT).getCaCertData(),
                        "KUBERNETES_AUTH_TOKEN", kube.configAs(RealKube.AGENT).getOauthToken(),
                        "SLUICE_NAMESPACE", fluxSystem.name()),
                () -> {});
    }

    FaultProxy aws() {
        return proxy;
    }

    /** Makes so many more Receivers, each with a Secret, a GitRepository and a filter of its own. */
    void populate(int count) {
        int first = receivers.size();
        for (int n = first; n < first + count; n++) {
            namespace.token("token-" + n, TOKEN + n);
            namespace.gitRepository("app-" + n);
            namespace.create(
                    "notification.toolkit.fluxcd.io/v1",
                    "Receiver",
                    "hook-" + n,
                    Map.of(),
                    Map.of(
                            "type",
                            "github",
                            "events",
                            List.of("push"),
                            "secretRef",
                            Map.of("name", "token-" + n),
                            "resources",
                            List.of(Map.of("kind", "GitRepository", "name", "app-" + n)),
                            "resourceFilter",
                            "req.ref == 'refs/heads/main' && res.metadata.name == 'app-" + n + "'"));
            ReceiverName receiver = new ReceiverName(namespace.name(), "hook-" + n);
            namespace.reconciled(receiver, TOKEN + n);
            receivers.add(receiver);
        }
    }

    /** The environment of its agents. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /**
     * Launches an agent.
     *
     * @param javaOptions further options of its JVM
     */
    LaunchedAgent launch(String javaOptions) throws IOException {
        return launch(Path.of(System.getProperty("java.home")), javaOptions);
    }

    /**
     * Launches an agent.
     *
     * @param java the home of its JVM
     * @param javaOptions further options of that JVM
     */
    LaunchedAgent launch(Path java, String javaOptions) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("SLUICE_JAVA_OPTS", javaOptions);
        return LaunchedAgent.start(java, all);
    }

    /** Waits until the routes of all Receivers are published. */
    void awaitPublished() throws Exception {
        Eventually.isTrue("published", () -> installation.published() == receivers.size());
    }

    /** Sends GitHub pushes for one Receiver after the other. */
    void push(int count) {
        for (int n = 0; n < count; n++) {
            WebhookEvent plain = installation.event(receivers.get(n % receivers.size()));
            WebhookEvent push = new WebhookEvent(
                    plain.id(),
                    plain.source(),
                    plain.receiver(),
                    plain.deliveryId(),
                    plain.type(),
                    plain.name(),
                    plain.received(),
                    payload,
                    null);
            installation.send(push, Installation.KEY);
        }
    }

    /** Waits until all messages are handled, and each GitRepository that was pushed to is triggered. */
    void awaitHandled() throws Exception {
        Eventually.isTrue("handled", () -> installation.queued() == 0);
        for (ReceiverName receiver : receivers) {
            String repository = receiver.name().replace("hook-", "app-");
            Eventually.isTrue(
                    repository + " triggered",
                    () -> namespace.requestedAt(repository).isPresent());
        }
    }

    @Override
    public void close() {
        installation.close();
        proxy.close();
        aws.close();
        end.run();
    }
}
