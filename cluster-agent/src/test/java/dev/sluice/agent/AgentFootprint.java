package dev.sluice.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.event.WebhookEvent;
import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the packaged agent on a real API server: how long its start takes to the first poll, with and without the AOT
 * cache, and its resident memory after many events. SQS is in this process, which is not the agent's.
 */
final class AgentFootprint {

    private static final Path RBAC = Path.of("..", "infra", "kubernetes", "base", "rbac.yaml");
    private static final Path PUSH = Path.of("..", "samples", "payloads", "github-push.json");
    private static final String TOKEN = "a-token-of-the-webhook";
    private static final int RECEIVERS = 500;
    private static final int EVENTS = 10_000;

    private final RealKube kube = RealKube.shared();
    private final KubernetesClient admin = kube.client();
    private final List<ReceiverName> receivers = new ArrayList<>();

    private final JsonNode payload;

    private AgentFootprint() throws IOException {
        payload = new JsonMapper().readTree(PUSH.toFile());
    }

    /** @param arguments how often to measure */
    public static void main(String[] arguments) throws Exception {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        new AgentFootprint().run(Integer.parseInt(arguments[0]));
        System.exit(0);
    }

    private void run(int runs) throws Exception {
        FluxNamespace fluxSystem = new FluxNamespace(admin, "flux-system");
        try (InputStream yaml = Files.newInputStream(RBAC)) {
            admin.load(yaml).items().forEach(object -> admin.resource(object).createOr(existing -> existing.update()));
        }
        populate();
        List<Long> residents = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            try (EmbeddedAws aws = EmbeddedAws.start();
                    Installation installation = new Installation(aws, admin, fluxSystem)) {
                measure(aws, installation, residents, starts);
            }
        }
        System.out.printf(Locale.ROOT, "RSS KiB %s, start ms %s%n", residents, starts);
    }

    private void measure(EmbeddedAws aws, Installation installation, List<Long> residents, List<Long> starts)
            throws Exception {
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold firstPoll = proxy.hold("AmazonSQS.ReceiveMessage")) {
            long begin = System.nanoTime();
            try (LaunchedAgent agent =
                    LaunchedAgent.start(LaunchedAgent.environment(installation, proxy.uri(), kube))) {
                if (!firstPoll.awaitRequest(Duration.ofSeconds(60))) {
                    throw new AssertionError("no poll: " + agent.log());
                }
                starts.add((System.nanoTime() - begin) / 1_000_000);
                firstPoll.release();
                Eventually.isTrue("all published", () -> installation.published() == RECEIVERS);
                System.out.println("published " + agent.residentKib());
                for (int n = 0; n < EVENTS; n++) {
                    installation.send(push(installation, receivers.get(n % RECEIVERS)), Installation.KEY);
                    if (n % 1000 == 999) {
                        System.out.println(
                                "sent " + n + " " + agent.residentKib() + " queued " + installation.queued());
                    }
                }
                Eventually.isTrue("handled", () -> installation.queued() == 0);
                residents.add(agent.residentKib());
                if (Boolean.getBoolean("hold")) {
                    System.out.println("holding");
                    Thread.sleep(600_000);
                }
                agent.stop();
            }
        }
    }

    private WebhookEvent push(Installation installation, ReceiverName receiver) {
        WebhookEvent plain = installation.event(receiver);
        return new WebhookEvent(
                plain.id(),
                plain.source(),
                plain.receiver(),
                plain.deliveryId(),
                plain.type(),
                plain.name(),
                plain.received(),
                payload,
                null);
    }

    private void populate() {
        FluxNamespace namespace = new FluxNamespace(admin);
        for (int n = 0; n < RECEIVERS; n++) {
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
}
