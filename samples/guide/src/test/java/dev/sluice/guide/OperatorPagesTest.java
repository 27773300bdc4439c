package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.LocalGateway;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages for the operator, followed: on an emulated AWS and a real API server, with the packaged agent, and this test
 * in the place of notification-controller.
 */
class OperatorPagesTest {

    private static final String HOST = "https://hooks.example.com";
    private static final String NAMESPACE = "flux-system";
    private @Nullable ExampleInstallation installation;

    @BeforeEach
    void install(@TempDir Path folder) {
        Workstation.notRun().ifPresent(Assumptions::abort);
        installation = new ExampleInstallation(folder);
    }

    @AfterEach
    void uninstall() {
        if (installation != null) {
            installation.close();
        }
    }

    @Test
    void theAgentStartsAsItsPageSays() {
        ExampleInstallation sluice = installation();
        try (Follower agent = follow("docs/agent.md")) {
            sluice.startAgent(agent.take(
                            "sluice-agent --cluster prod-eu",
                            Map.of(
                                    "https://sqs.eu-west-1.amazonaws.com/123456789012/sluice-prod-eu",
                                    sluice.queueUrl()))
                    .strip());
        }

        assertThat(sluice.routes()).contains("github-receiver");
    }

    @Test
    void aMoveToSluiceAndBackAgain() throws Exception {
        ExampleInstallation sluice = installation();
        sluice.terminal().run("""
                kubectl create deployment notification-controller --image=none --namespace flux-system
                kubectl create deployment sluice-agent --image=none --namespace flux-system
                """);
        sluice.startAgent();
        try (Follower migrate = follow("docs/migrate.md");
                LocalGateway gateway = sluice.function()) {
            assertThat(migrate.run("kubectl get receivers")).contains("github-receiver");
            assertThat(migrate.run("sluice-agent urls"))
                    .contains("ready", HOST + sluice.flux().webhookPath(NAMESPACE, "github-receiver"));
            migrate.run("token=");
            sluice.flux().reconcileReceivers(NAMESPACE);
            sluice.awaitPublished("sluice-smoke-test");
            migrate.run("flux trigger", Map.of(HOST, gateway.url().toString()));
            sluice.awaitTrigger("flux-system");
            assertThat(migrate.run("kubectl -n flux-system get gitrepository")).containsPattern("^20\\d\\d-");
            migrate.run("kubectl -n flux-system delete receiver");
            sluice.awaitEmptyQueue();
            String waiting = migrate.run("queue=");
            assertThat(waiting.replaceAll("\\s", ""))
                    .contains("\"ApproximateNumberOfMessages\":\"0\"")
                    .contains("\"ApproximateNumberOfMessagesNotVisible\":\"0\"");
            sluice.stopAgent();
            migrate.run("kubectl -n flux-system delete deployment");
        }

        assertThat(sluice.routes()).isEmpty();
        sluice.terminal().run("kubectl delete deployment notification-controller --namespace flux-system");
    }

    @Test
    void aTokenIsPutIntoSecretsManagerAndRotatedInBothPlaces() throws Exception {
        ExampleInstallation sluice = installation();
        String name = "sluice/prod-eu/tokens/flux-system/github-webhook";
        try (Follower tokens = follow("docs/tokens.md")) {
            tokens.run("kubectl -n flux-system get secret");
            assertThat(sluice.aws().secret(name)).isEqualTo("e2e-token");
        }
        sluice.startAgent();
        String oldPath = sluice.flux().webhookPath(NAMESPACE, "github-receiver");
        String oldSeal = sluice.aws().secret("sluice/prod-eu/seal");

        try (Follower rotate = follow("docs/rotate-token.md")) {
            rotate.run("token=");
            String newToken = sluice.flux().token(NAMESPACE, "github-webhook");
            assertThat(newToken).matches("[0-9a-f]{32}");
            rotate.run("kubectl -n flux-system annotate --overwrite receiver");
            assertThat(sluice.flux().annotation(NAMESPACE, "github-receiver", "reconcile.fluxcd.io/requestedAt"))
                    .isPresent();
            sluice.flux().reconcileReceivers(NAMESPACE);
            String newPath = sluice.flux().webhookPath(NAMESPACE, "github-receiver");
            assertThat(rotate.run("sluice-agent urls")).contains(HOST + newPath).doesNotContain(oldPath);
            rotate.run("kubectl -n flux-system annotate receiver");
            assertThat(sluice.flux().annotation(NAMESPACE, "github-receiver", "sluice.dev/revoke-now"))
                    .contains("true");
            rotate.run("kubectl -n flux-system annotate receiver");
            assertThat(sluice.flux().annotation(NAMESPACE, "github-receiver", "sluice.dev/revoke-now"))
                    .isEmpty();
            rotate.run("openssl rand");
            assertThat(sluice.aws().secret(name)).matches("[0-9a-f]{32}");
            assertThat(sluice.aws().secret(name, "AWSPREVIOUS")).isEqualTo("e2e-token");
            rotate.run("openssl rand");
            assertThat(sluice.aws().secret("sluice/prod-eu/seal"))
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo(oldSeal);
        }
    }

    @Test
    void deadLettersAreMovedBackAndAClusterGoes() throws Exception {
        ExampleInstallation sluice = installation();
        sluice.startAgent();
        sluice.stopAgent();
        sluice.terminal()
                .run("aws sqs send-message --queue-url " + sluice.queueUrl() + "-dlq --message-body poison"
                        + " --message-attributes"
                        + " '{\"sluice-reason\":{\"DataType\":\"String\",\"StringValue\":\"WrongSeal\"}}'");

        try (Follower operate = follow("docs/operations.md")) {
            assertThat(operate.run("queue=")).contains("WrongSeal").endsWith("would redrive 1\n");
            assertThat(operate.run("sluice-agent redrive")).endsWith("redrove 1\n");
            assertThat(operate.run("sluice-agent unpublish")).contains("sluice/prod-eu/routes/0");
            assertThat(operate.run("sluice-agent urls"))
                    .contains(HOST + sluice.flux().webhookPath(NAMESPACE, "github-receiver"));
        }

        assertThat(sluice.routes()).isEmpty();
    }

    @Test
    void whereAWebhookGotTo() throws Exception {
        ExampleInstallation sluice = installation();
        sluice.startAgent();
        try (Follower follower = follow("docs/nothing-happened.md");
                LocalGateway gateway = sluice.function()) {
            assertThat(follower.run("queue=")).contains("ApproximateNumberOfMessages", "would redrive 0");
            follower.run("kubectl -n flux-system events");
            assertThat(follower.run("kubectl -n flux-system get gitrepository")).isEqualTo("\n\n");
            assertThat(follower.run("host=", Map.of(HOST, gateway.url().toString())))
                    .isEqualTo("200\n");
            sluice.awaitTrigger("my-app");
        }
    }

    @Test
    void aClusterIsThereAndATenantFindsHisUrl() throws Exception {
        ExampleInstallation sluice = installation();
        sluice.startAgent();
        try (Follower add = follow("docs/add-cluster.md")) {
            assertThat(add.run("aws secretsmanager describe-secret", Map.of("prod-us", "prod-eu")))
                    .startsWith("sluice/prod-eu/routes/0\n")
                    .contains("flux-system/github-receiver");
        }

        sluice.terminal().run("kubectl create namespace team-a --dry-run=client -o yaml | kubectl apply -f -");
        try (Follower tenants = follow("docs/tenants.md")) {
            assertThat(tenants.run("kubectl -n team-a create secret")).contains("RECEIVER");
            tenants.run("kubectl -n team-a events");
        }
    }

    private Follower follow(String page) {
        return new Follower(getClass(), page, installation().terminal());
    }

    private ExampleInstallation installation() {
        if (installation == null) {
            throw new IllegalStateException("not installed");
        }
        return installation;
    }
}
