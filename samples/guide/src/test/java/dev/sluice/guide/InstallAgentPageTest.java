package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on installing the agent, followed on a real API server, with the manifests and the chart of this work tree in the
 * place of those that are published. There are no nodes: what is installed does not run.
 */
class InstallAgentPageTest {

    private static final Page PAGE = Page.of("docs/install-agent.md");
    private static final Tool HELM = new Tool("helm", "SLUICE_KUBE_TOOLS");

    @BeforeEach
    void need() {
        Workstation.notRun().or(HELM::notRun).ifPresent(Assumptions::abort);
    }

    @Test
    void theAgentIsInstalledByKustomizeAndByHelm(@TempDir Path folder) throws IOException {
        try (EmulatedAccount account = EmulatedAccount.create()) {
            Terminal terminal = Workstation.terminal(folder, account).program("helm", HELM.path());
            prepare(terminal);
            write(
                    terminal,
                    "kustomization.yaml",
                    yaml("apiVersion: kustomize.config.k8s.io/v1beta1")
                            .replace(
                                    "https://github.com/sluice-dev/sluice/",
                                    terminal.home().relativize(Project.ROOT).toString())
                            .replace("?ref=v0.1.0", ""));
            write(terminal, "values.yaml", yaml("cluster:"));

            try (Follower install = new Follower(getClass(), PAGE.name(), terminal)) {
                assertThat(install.run("kubectl -n flux-system get deployment notification-controller"))
                        .contains("--no-cross-namespace-refs=true");
                install.run("kubectl apply -k .");
                assertThat(installed(terminal)).isEqualTo("sluice-prod-eu");
                terminal.run("kubectl delete -k .");
                install.run(
                        "helm upgrade --install",
                        Map.of(
                                "oci://ghcr.io/sluice-dev/charts/sluice-agent",
                                Project.ROOT
                                        .resolve("infra/kubernetes/chart/sluice-agent")
                                        .toString()));
                assertThat(installed(terminal)).isEqualTo("sluice-prod-eu");
                terminal.run("helm uninstall sluice-agent --namespace flux-system");
                install.run("kubectl -n flux-system create secret generic sluice-agent-aws");
            }
        }
    }

    private static void prepare(Terminal terminal) {
        terminal.run("""
                kubectl create namespace flux-system --dry-run=client -o yaml | kubectl apply -f -
                kubectl apply --server-side -f "%s"
                kubectl apply -f - <<EOF
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: notification-controller, namespace: flux-system}
                spec:
                  selector: {matchLabels: {app: notification-controller}}
                  template:
                    metadata: {labels: {app: notification-controller}}
                    spec:
                      containers:
                        - name: manager
                          image: none
                          args: ["--no-cross-namespace-refs=true"]
                EOF
                """.formatted(HELM.path().resolveSibling("podmonitors.yaml")));
    }

    /** The queue that the installed agent would poll, by its name. */
    private static String installed(Terminal terminal) {
        return terminal.run("""
                        config=$(kubectl -n flux-system get deployment sluice-agent \
                          -o jsonpath='{.spec.template.spec.containers[0].envFrom[0].configMapRef.name}')
                        url=$(kubectl -n flux-system get configmap "$config" -o jsonpath='{.data.SLUICE_QUEUE_URL}')
                        basename "$url"
                        """).strip();
    }

    private static String yaml(String begin) {
        return PAGE.blocks().stream()
                .filter(block ->
                        block.language().equals("yaml") && block.firstLine().startsWith(begin))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static void write(Terminal terminal, String name, String text) throws IOException {
        Files.writeString(terminal.home().resolve(name), text);
    }
}
