package dev.sluice.quickstart;

import dev.sluice.agent.Agent;
import dev.sluice.agent.AgentConfig;
import dev.sluice.agent.publish.TokenMode;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.function.lambda.WebhookLambda;
import dev.sluice.route.SecretNames;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * The whole way of a webhook in one JVM: a local endpoint in the place of API Gateway, the function, SQS and Secrets
 * Manager, the agent, and a Kubernetes API. {@code AWS_ENDPOINT_URL} and {@code KUBECONFIG} take the place of the
 * embedded parts. Exit status 0: a signed webhook became an annotation, and a forged one did not.
 */
public final class Quickstart {

    private static final SecretNames NAMES = new SecretNames("sluice-quickstart");
    private static final String CLUSTER = "local";
    private static final int PORT = 8080;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final Steps steps;

    Quickstart(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
        this.steps = new Steps(out);
    }

    /** {@code --once=true} ends after the first webhooks; else it runs until Ctrl-C. */
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean once = List.of(args).contains("--once=true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new Quickstart(System.getenv(), out).run(once) ? 0 : 1);
    }

    /** Whether all went as it should. */
    boolean run(boolean once) throws IOException, InterruptedException {
        out.println("Sluice quickstart: one GitHub push, from the HTTP request to the annotation");
        try (Surroundings surroundings = Surroundings.start(environment)) {
            steps.done(surroundings.awsName() + "; " + surroundings.kubernetesName());
            AwsAccess aws = AwsAccess.of(surroundings.aws());
            String queueUrl = Provisioning.cluster(aws, NAMES, CLUSTER);
            steps.done("queue with its dead-letter queue, seal, list of clusters: what infra makes");
            FluxObjects objects = new FluxObjects(surroundings.kubernetes());
            objects.create();
            steps.done("Secret, GitRepository and Receivers in flux-system: what a Flux user has");
            try (Agent agent = Agent.start(agentConfig(queueUrl), aws, surroundings.kubernetes(), Clock.systemUTC());
                    LocalGateway gateway = gateway(surroundings)) {
                awaitRoutes(aws);
                steps.done("agent started; it published the routes of the Receivers");
                boolean good = sendWebhooks(objects, gateway.url());
                if (good && !once) {
                    new NextWebhook(out, gateway.url(), objects).print();
                    new CountDownLatch(1).await();
                }
                return good;
            }
        }
    }

    private boolean sendWebhooks(FluxObjects objects, URI gateway) throws IOException, InterruptedException {
        URI url = gateway.resolve(objects.path(FluxObjects.GITHUB));
        byte[] payload = GitHub.pushPayload();
        try (GitHub gitHub = new GitHub();
                AnnotationWatch watch = new AnnotationWatch(objects.source())) {
            out.println("             POST " + url);
            boolean annotated = push(gitHub, url, payload, watch, "GitHub push");

            long start = System.nanoTime();
            int forged = gitHub.push(url, "another-token", payload);
            steps.took(since(start), "the same, signed with another token: answered " + forged);
            boolean untouched = watch.staysFor(Duration.ofSeconds(1));
            steps.done(untouched ? "nothing annotated" : "ANNOTATED: that must not be");

            return push(gitHub, url, payload, watch, "the first once more, now warm")
                    && annotated
                    && forged == BAD_REQUEST
                    && untouched;
        }
    }

    private boolean push(GitHub gitHub, URI url, byte[] payload, AnnotationWatch watch, String what)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status = gitHub.push(url, FluxObjects.TOKEN, payload);
        steps.took(since(start), what + ", " + payload.length + " bytes, signed: answered " + status);
        String requestedAt = watch.await(PATIENCE);
        steps.took(
                Duration.ofNanos(watch.seenAt() - start),
                "from request to annotation: GitRepository flux-system/my-nginx has "
                        + "reconcile.fluxcd.io/requestedAt=" + requestedAt);
        return status == OK && !requestedAt.isEmpty();
    }

    private static LocalGateway gateway(Surroundings surroundings) {
        Map<String, String> environment = new HashMap<>(surroundings.aws());
        environment.put("SLUICE_PREFIX", NAMES.prefix());
        return LocalGateway.start(PORT, WebhookLambda.of(environment)::handle);
    }

    private static AgentConfig agentConfig(String queueUrl) {
        return new AgentConfig(
                NAMES,
                CLUSTER,
                queueUrl,
                FluxObjects.NAMESPACE,
                Set.of(),
                Optional.empty(),
                TokenMode.PUBLISHED,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                false,
                200,
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                "<prefix>-<cluster>-events-<namespace>-*",
                false,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static void awaitRoutes(AwsAccess aws) throws InterruptedException {
        try (SecretsManagerClient secrets = Provisioning.secrets(aws)) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!published(secrets)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the agent published no routes within " + PATIENCE);
                }
                Thread.sleep(10);
            }
        }
    }

    private static boolean published(SecretsManagerClient secrets) {
        try {
            String table = secrets.getSecretValue(request -> request.secretId(NAMES.routes(CLUSTER, 0)))
                    .secretString();
            return table.contains(FluxObjects.GITHUB.name()) && table.contains(FluxObjects.HMAC.name());
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
