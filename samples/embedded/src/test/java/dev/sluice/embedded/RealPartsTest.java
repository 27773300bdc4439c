package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealPartsTest {
    private static final RealParts NONE = RealParts.of(Map.of());

    @Test
    void nothingIsConfiguredByDefault() {
        assertThat(RealParts.of(Map.of("FLUX_CRDS", "", "AWS_ENDPOINT_URL", " ")))
                .isEqualTo(NONE);
        assertThat(NONE.kubebuilderAssets()).isEmpty();
    }

    @Test
    void aFolderWithoutTheBinariesIsRefused(@TempDir Path folder) {
        assertRefused("KUBEBUILDER_ASSETS", folder.toString(), "there is no executable etcd in it");
    }

    @Test
    void aFolderWithoutCrdsIsRefused(@TempDir Path folder) throws IOException {
        assertRefused("FLUX_CRDS", folder.toString(), "there is no *.yaml in it");
        assertRefused("FLUX_CRDS", folder.resolve("missing").toString(), "cannot be read");
        Files.createFile(folder.resolve("receivers.yaml"));
        assertThat(RealParts.of(Map.of("FLUX_CRDS", folder.toString())).fluxCrds())
                .contains(folder);
    }

    @Test
    void anEndpointThatDoesNotAnswerIsRefused() {
        String nobody = "http://127.0.0.1:" + FreePorts.find(1).getFirst();
        assertRefused("AWS_ENDPOINT_URL", nobody, "nothing answers there");
        assertRefused("SLUICE_MINISTACK_URL", nobody, "nothing answers there");
        assertRefused("AWS_ENDPOINT_URL", "localhost:4566", "which is no http or https URL");
    }

    @Test
    void withoutDockerAndWithoutAnEndpointOnlyTheEmbeddedPartRuns() {
        List<AwsPart> parts = AwsParts.of(NONE, () -> false);
        assertThat(parts).extracting(AwsPart::name).containsExactly("embedded", "LocalStack", "MiniStack");
        assertThat(parts.get(0).notRun()).isEmpty();
        assertThat(parts.get(1).notRun())
                .contains("LocalStack: not run, because AWS_ENDPOINT_URL is not set and no Docker engine answers");
        assertThat(parts.get(2).notRun()).contains("MiniStack: not run, because SLUICE_MINISTACK_URL is not set");
        assertThatThrownBy(() -> parts.get(2).endpoint()).hasMessageContaining("SLUICE_MINISTACK_URL is not set");
    }

    @Test
    void dockerBringsLocalStack() {
        assertThat(AwsParts.of(NONE, () -> true).get(1).notRun()).isEmpty();
    }

    @Test
    void anEndpointIsLocalStackUnlessItIsMiniStack() throws IOException {
        try (LoopbackHttp server = new LoopbackHttp(0)) {
            server.serve(exchange -> LoopbackHttp.answer(exchange, 200, new byte[0]));
            String url = server.uri().toString();
            RealParts local = RealParts.of(Map.of("AWS_ENDPOINT_URL", url + "/"));
            assertThat(AwsParts.of(local, () -> false).get(1).endpoint()).isEqualTo(server.uri());

            RealParts mini = RealParts.of(Map.of("AWS_ENDPOINT_URL", url, "SLUICE_MINISTACK_URL", url));
            List<AwsPart> parts = AwsParts.of(mini, () -> true);
            assertThat(parts.get(1).notRun())
                    .contains("LocalStack: not run, because AWS_ENDPOINT_URL is that of MiniStack");
            assertThat(parts.get(2).endpoint()).isEqualTo(server.uri());
        }
    }

    @Test
    void aRealKubeNeedsBinariesAndCrds(@TempDir Path folder) throws IOException {
        assertThat(KubeParts.of(NONE).getLast().notRun())
                .contains("kube-apiserver: not run, because KUBEBUILDER_ASSETS is not set");
        for (String name : List.of("etcd", "kube-apiserver", "a.yaml")) {
            assertThat(Files.createFile(folder.resolve(name)).toFile().setExecutable(true))
                    .isTrue();
        }
        String path = folder.toString();
        assertThat(KubeParts.of(RealParts.of(Map.of("KUBEBUILDER_ASSETS", path)))
                        .getLast()
                        .notRun())
                .contains("kube-apiserver: not run, because FLUX_CRDS is not set");
        assertThat(KubeParts.of(RealParts.of(Map.of("KUBEBUILDER_ASSETS", path, "FLUX_CRDS", path)))
                        .getLast()
                        .notRun())
                .isEmpty();
    }

    private static void assertRefused(String variable, String value, String because) {
        assertThatThrownBy(() -> RealParts.of(Map.of(variable, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(variable + " is " + value)
                .hasMessageContaining(because);
    }
}
