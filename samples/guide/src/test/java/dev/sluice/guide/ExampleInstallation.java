package dev.sluice.guide;

import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.embedded.RealKube;
import dev.sluice.embedded.RealParts;
import dev.sluice.embedded.Tool;
import dev.sluice.function.lambda.WebhookLambda;
import dev.sluice.quickstart.Provisioning;
import dev.sluice.route.SecretNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the pages take as their example: an installation with the prefix {@code sluice}, its cluster {@code prod-eu}, a
 * namespace {@code flux-system} with a Receiver {@code github-receiver}, and somebody at a terminal.
 */
final class ExampleInstallation implements AutoCloseable {

    private static final Tool AWS = new Tool("aws", "SLUICE_AWS_CLI");
    private static final Tool KUBECTL = new Tool("kubectl", "KUBEBUILDER_ASSETS");

    private static final String OBJECTS = """
            kubectl create namespace flux-system --dry-run=client -o yaml | kubectl apply -f -
            kubectl apply -f - <<EOF
            apiVersion: v1
            kind: Secret
            metadata: {name: github-webhook, namespace: flux-system}
            stringData: {token: e2e-token}
            ---
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: flux-system, namespace: flux-system}
            spec: {interval: 1h, url: "https://github.com/example-org/fleet"}
            ---
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata: {name: my-app, namespace: flux-system}
            spec: {interval: 1h, url: "https://github.com/example-org/my-app"}
            ---
            apiVersion: notification.toolkit.fluxcd.io/v1
            kind: Receiver
            metadata: {name: github-receiver, namespace: flux-system}
            spec:
              type: github
              events: [ping, push]
              secretRef: {name: github-webhook}
              resources: [{kind: GitRepository, name: my-app}]
            EOF
            """;

    private final EmulatedAccount emulated =
            new EmulatedAccount(RealParts.ofThisProcess().miniStack().orElseThrow());
    private final Terminal terminal;
    private final FluxSystem flux = new FluxSystem(RealKube.shared().client());
    private final String queueUrl;
    private Optional<Background> agent = Optional.empty();

    /** Makes it, without an agent. */
    ExampleInstallation(Path folder) {
        Map<String, String> aws = emulated.environment();
        this.queueUrl = Provisioning.cluster(AwsAccess.of(aws), new SecretNames("sluice"), "prod-eu");
        this.terminal = new Terminal(folder)
                .with("KUBECONFIG", RealKube.shared().kubeconfig().toString())
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("AWS_DEFAULT_REGION", EmulatedAccount.REGION)
                .with("SLUICE_LISTEN", "127.0.0.1:0")
                .with("SLUICE_SECRET_REFRESH", "1s")
                // the AWS CLI 1 takes no endpoint of SQS from the environment
                .program("aws", "exec '" + AWS.path() + "' --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"")
                .program("kubectl", KUBECTL.path())
                .program("flux", Path.of("src/test/programs/flux").toAbsolutePath())
                .program("sluice-agent", distribution().resolve("bin/sluice-agent"));
        aws.forEach(terminal::with);
        terminal.run(OBJECTS);
        flux.reconcileReceivers("flux-system");
    }

    /** Why it cannot be had here; empty when it can. */
    static Optional<String> notRun() {
        RealParts parts = RealParts.ofThisProcess();
        return Stream.of(
                        parts.miniStack().isPresent() ? Optional.<String>empty() : missing("SLUICE_MINISTACK_URL"),
                        parts.kubebuilderAssets().isPresent() ? Optional.<String>empty() : missing("KUBEBUILDER_ASSETS"),
                        parts.fluxCrds().isPresent() ? Optional.<String>empty() : missing("FLUX_CRDS"),
                        AWS.notRun(),
                        KUBECTL.notRun())
                .flatMap(Optional::stream)
                .findFirst();
    }

    Terminal terminal() {
        return terminal;
    }

    FluxSystem flux() {
        return flux;
    }

    String queueUrl() {
        return queueUrl;
    }

    /** Starts an agent by a command of a page, and waits until it has published. */
    void startAgent(String command) {
        Background started = terminal.start(command);
        agent = Optional.of(started);
        started.awaitWhile("routes published", () -> routes().isEmpty());
    }

    void startAgent() {
        startAgent("sluice-agent --cluster prod-eu --queue-url " + queueUrl);
    }

    /** Waits until the agent has triggered a source of {@code flux-system}. */
    void awaitTrigger(String gitRepository) {
        agent.orElseThrow()
                .awaitWhile(
                        gitRepository + " triggered",
                        () -> flux.requestedAt("flux-system", gitRepository).isEmpty());
    }

    /** Waits until no message is on the queue, nor in an agent's hands. */
    void awaitEmptyQueue() {
        agent.orElseThrow().awaitWhile("queue empty", () -> emulated.messages(queueUrl) > 0);
    }

    void stopAgent() {
        agent.ifPresent(Background::close);
        agent = Optional.empty();
    }

    /** A function, with an empty cache, behind a gateway of its own. */
    LocalGateway function() {
        return LocalGateway.start(0, WebhookLambda.of(emulated.environment())::handle);
    }

    /** What is in the first route table; empty when there is none. */
    String routes() {
        return emulated.secret("sluice/prod-eu/routes/0");
    }

    EmulatedAccount aws() {
        return emulated;
    }

    @Override
    public void close() {
        stopAgent();
        emulated.close();
        terminal.run("kubectl delete receivers,gitrepositories --all --namespace flux-system --ignore-not-found");
    }

    /** The agent's distribution, which the build has made before. */
    private static Path distribution() {
        Path target = Project.ROOT.resolve("cluster-agent/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> Files.isExecutable(file.resolve("bin/sluice-agent")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no agent in " + target + ": ./mvnw package makes it"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> missing(String variable) {
        return Optional.of(variable + " is not set");
    }
}
