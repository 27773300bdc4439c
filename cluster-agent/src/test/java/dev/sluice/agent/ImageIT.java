package dev.sluice.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The image, as Jib builds it, but for its base: that is made of this machine's JDK. */
@EnabledOnOs(OS.LINUX)
class ImageIT {

    private static final String HOME = "/opt/sluice-agent";
    private static UnpackedImage image;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws Exception {
        image = UnpackedImage.unpack(Path.of(System.getProperty("sluice.image")), folder);
    }

    @Test
    void itSaysWhatItIsAndRunsAsNobody() {
        JsonNode config = image.configuration().get("config");
        assertThat(config.get("User").asText()).isEqualTo("65532:65532");
        assertThat(config.get("ExposedPorts").fieldNames()).toIterable().containsExactly("8080/tcp");
        assertThat(config.get("Labels").get("org.opencontainers.image.title").asText())
                .isEqualTo("sluice-agent");
        assertThat(config.get("Labels").get("org.opencontainers.image.version").asText())
                .isEqualTo(System.getProperty("sluice.version"));
    }

    @Test
    void theBaseThatItIsPublishedOnIsNamedByItsDigest() {
        assertThat(System.getProperty("sluice.image.base")).matches("[^@]+@sha256:[0-9a-f]{64}");
    }

    @Test
    void itHoldsTheDistributionWithoutItsLauncherAndNothingElse() throws Exception {
        Path distribution = LaunchedAgent.distribution();
        List<String> expected = files(distribution);
        assertThat(expected.removeIf(name -> name.startsWith("bin/"))).isTrue();
        expected.remove("sluice-agent.aot");
        expected.add("conf/image.options");
        Path home = image.file(HOME);
        assertThat(files(home)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(home.resolve("conf/jvm.options")).hasSameBinaryContentAs(distribution.resolve("conf/jvm.options"));
        assertThat(image.file("/app")).doesNotExist();
    }

    @Test
    void theAgentWorksAsTheImagesUserOnFilesThatItCannotWrite() throws Exception {
        canBeStarted();
        try (LaunchSite site = LaunchSite.embedded()) {
            site.populate(2);
            ProcessBuilder container = image.start(site.environment());
            container.environment().put("_JAVA_OPTIONS", "-Xlog:gc+init:stderr");
            try (LaunchedAgent agent = LaunchedAgent.start(container)) {
                site.awaitPublished();
                site.push(4);
                site.awaitHandled();
                assertThat(agent.proc("status"))
                        .contains("Uid:\t65532\t65532\t65532\t65532", "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
                assertThat(agent.proc("mounts").lines().filter(line -> line.contains(" / ")))
                        .singleElement()
                        .asString()
                        .contains(" ro");
                // the options of conf/jvm.options, and those of the variable after them
                assertThat(agent.log()).contains("Heap Initial Capacity: 20M", "Heap Max Capacity: 128M");
                assertThat(agent.stop()).isEqualTo(143);
            }
        }
    }

    @Test
    void aCacheThatIsMadeOfTheDistributionByTheImagesJvmFitsTheImage(@TempDir Path folder) throws Exception {
        canBeStarted();
        Path cache = folder.resolve("sluice-agent.aot");
        Path java = image.file("/usr/lib/jvm/java");
        try (LaunchSite site = LaunchSite.embedded()) {
            AotTraining.run(site, java, cache);
        }
        Files.copy(cache, image.file(HOME + "/sluice-agent.aot"));
        Path options = image.file(HOME + "/conf/image.options");
        Path plain = Files.copy(options, folder.resolve("plain.options"));
        Files.copy(Path.of("src/image/aot/image.options"), options, StandardCopyOption.REPLACE_EXISTING);
        try {
            Process process = image.start(Map.of("_JAVA_OPTIONS", "-Xlog:class+load:stderr"), "--version")
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                    .contains("dev.sluice.agent.AgentMain source: shared objects file")
                    .endsWith("sluice-agent " + System.getProperty("sluice.version") + "\n");
            assertThat(process.waitFor()).isZero();
        } finally {
            Files.copy(plain, options, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(image.file(HOME + "/sluice-agent.aot"));
        }
    }

    private static void canBeStarted() throws Exception {
        UnpackedImage.notStarted().ifPresent(reason -> {
            System.out.println(reason);
            Assumptions.abort(reason);
        });
    }

    /** All files of a folder, relative to it. */
    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList());
        }
    }
}
