package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.Sbom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the distribution, and so in the image. */
class DistributionIT {

    private static final Path LIB = LaunchedAgent.distribution().resolve("lib");
    private static final String AGENT = "sluice-agent.jar";

    @Test
    void theBillOfMaterialsHasAllJarsAndNoOthers() throws Exception {
        Path file = Path.of(System.getProperty("sluice.sbom"));
        Sbom sbom = Sbom.read(file);

        List<String> jars = new ArrayList<>(sbom.jars());
        jars.add(AGENT);
        assertThat(jars()).containsExactlyInAnyOrderElementsOf(jars);
        assertThat(sbom.subject()).isEqualTo("cluster-agent");
        assertThat(sbom.changing()).isEmpty();
        assertThat(LaunchedAgent.distribution().resolve(file.getFileName())).hasSameTextualContentAs(file);
    }

    @Test
    void theClassPathOfTheAgentHasAllJarsAndNoOthers() throws Exception {
        try (JarFile agent = new JarFile(LIB.resolve(AGENT).toFile())) {
            List<String> jars = new ArrayList<>(List.of(agent.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" ")));
            jars.add(AGENT);
            assertThat(jars()).containsExactlyInAnyOrderElementsOf(jars);
        }
    }

    private static List<String> jars() throws Exception {
        try (Stream<Path> files = Files.list(LIB)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
