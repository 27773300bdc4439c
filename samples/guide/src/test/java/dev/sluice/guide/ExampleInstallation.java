package dev.sluice.guide;

import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.embedded.RealKube;
import dev.sluice.function.lambda.WebhookLambda;
import dev.sluice.quickstart.Provisioning;
import dev.sluice.route.SecretNames;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the pages take as their example: an installation with the prefix {@code sluice}, its cluster {@code prod-eu}, a
 * namespace {@code flux-system} with a Receiver {@code github-receiver}, and somebody at a terminal.
 */
final class ExampleInstallation implements AutoCloseable {

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

    private final EmulatedAccount emulated = EmulatedAccount.create();
    private final Terminal terminal;
    private final FluxSystem flux = new FluxSystem(RealKube.shared().client());
    private final String queueUrl;
    private Optional<Background> agent = Optional.empty();

    /** Makes it, without an agent. */
    ExampleInstallation(Path folder) {
        this.queueUrl =
                Provisioning.cluster(AwsAccess.of(emulated.environment()), new SecretNames("sluice"), "prod-eu");
        this.terminal = Workstation.terminal(folder, emulated);
        terminal.run(OBJECTS);
        flux.reconcileReceivers("flux-system");
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
        agent = Optional.of(terminal.start(command));
        awaitPublished("github-receiver");
    }

    /** Waits until a Receiver is in the route table. */
    void awaitPublished(String receiver) {
        agent.orElseThrow().awaitWhile(receiver + " published", () -> !routes().contains('"' + receiver + '"'));
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
}
