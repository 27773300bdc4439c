package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on deploying with SAM, followed by the SAM CLI itself, on MiniStack. It has no OIDC issuers of EKS and no alarms of
 * metric math; everything else is as on the page.
 */
class DeploySamPageTest {

    private static final Tool SAM = new Tool("sam", "SLUICE_AWS_TOOLS");

    @BeforeEach
    void need() {
        Workstation.notRun().or(SAM::notRun).ifPresent(Assumptions::abort);
    }

    @Test
    void aClusterAndTheFrontAreDeployed(@TempDir Path folder) {
        try (EmulatedAccount account = EmulatedAccount.create()) {
            Terminal terminal = Workstation.terminal(folder, account)
                    .program("sam", SAM.path())
                    .with("SAM_CLI_TELEMETRY", "0");
            // kubectl waits while an API server that has just started answers 429
            terminal.run("kubectl get receivers --all-namespaces && cd '" + Project.ROOT + "'");

            try (Follower deploy = new Follower(getClass(), "docs/deploy-sam.md", terminal)) {
                deploy.run(
                        "account=",
                        Map.of(
                                "$(aws eks describe-cluster --name production --query cluster.identity.oidc.issuer"
                                        + " --output text)",
                                "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"));
                deploy.run("entry=", Map.of("--parameter-overrides ", "--parameter-overrides Alarms=false "));
                assertThat(account.secret("sluice/clusters")).contains("\"prod-eu\"", "/sluice-prod-eu");
                assertThat(deploy.run("aws cloudformation describe-stacks"))
                        .contains("ClusterName\tprod-eu", "QueueUrl\t", "AgentRoleArn\tarn:aws:iam::");
                deploy.run("host=");
            }
        }
    }
}
