package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of the samples' pages, followed in a copy of the sample's folder: on a real API server with Flux's CRDs. What
 * webhooks do then is tested with the samples.
 */
class SamplePagesTest {

    private static final String RECEIVERS = "kubectl get receivers --all-namespaces --output name";

    @BeforeEach
    void need() {
        Workstation.notRun().ifPresent(Assumptions::abort);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dockerhub",
                "ghcr-image-automation",
                "helm",
                "many-receivers",
                "my-app",
                "organisation",
                "tenant-demo",
            })
    void theObjectsOfASampleAreMadeByItsCommands(String sample, @TempDir Path folder) {
        try (EmulatedAccount account = EmulatedAccount.create()) {
            Terminal terminal = Workstation.terminal(folder, account);
            assertThat(terminal.run(RECEIVERS)).isEmpty();

            follow(sample, terminal);

            assertThat(terminal.run(RECEIVERS)).isNotEmpty();
            terminal.run("kubectl delete receivers --all --all-namespaces\n"
                    + "kubectl delete secrets --all --namespace flux-system");
        }
    }

    @Test
    void whatIsInTheFilesOfMyNginxIsWhatFluxWrites(@TempDir Path folder) {
        try (EmulatedAccount account = EmulatedAccount.create()) {
            Terminal terminal = Workstation.terminal(folder, account);

            follow("my-nginx", terminal);

            terminal.run("diff -r . '" + original("my-nginx") + "'");
            terminal.run("kubectl delete secrets --all --namespace flux-system");
        }
    }

    private void follow(String sample, Terminal terminal) {
        terminal.run("kubectl create namespace flux-system --dry-run=client -o yaml | kubectl apply -f -\n" + "cp -r '"
                + original(sample) + "' .\ncd " + sample);
        try (Follower page = new Follower(getClass(), "samples/" + sample + "/README.md", terminal)) {
            page.runAll();
        }
    }

    private static Path original(String sample) {
        return Project.ROOT.resolve("samples").resolve(sample);
    }
}
