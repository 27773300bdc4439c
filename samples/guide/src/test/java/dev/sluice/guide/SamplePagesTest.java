package dev.sluice.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands of the samples' pages, followed in a copy of the sample's folder: on a real API server with Flux's CRDs. What
 * webhooks do then is tested with the samples.
 */
class SamplePagesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dockerhub",
                "ghcr-image-automation",
                "helm",
                "many-receivers",
                "my-app",
                "my-nginx",
                "organisation",
                "tenant-demo",
            })
    void theObjectsOfASampleAreMadeByItsCommands(String sample, @TempDir Path folder) {
        Workstation.notRun().ifPresent(Assumptions::abort);
        try (EmulatedAccount account = EmulatedAccount.create()) {
            follow(sample, Workstation.terminal(folder, account));
        }
    }

    private void follow(String sample, Terminal terminal) {
        terminal.run("kubectl create namespace flux-system --dry-run=client -o yaml | kubectl apply -f -\n"
                + "cp -r '" + Project.ROOT.resolve("samples").resolve(sample) + "' . && cd " + sample);

        try (Follower page = new Follower(getClass(), "samples/" + sample + "/README.md", terminal)) {
            page.runAll();
            assertThat(terminal.run("kubectl get receivers --all-namespaces --output name"))
                    .isNotEmpty();
        } finally {
            terminal.run("kubectl delete receivers --all --all-namespaces; kubectl delete secrets --all -n flux-system");
        }
    }
}
