package dev.sluice.function.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.Sbom;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is in a zip, and what must never get in. */
abstract class ZipContract {

    private static final int JAVA_21 = 65;

    private final Path zip = Path.of(System.getProperty("sluice.zip"));

    /** The most that it may have. */
    abstract long maxBytes();

    /** What the name of no jar may contain. */
    abstract List<String> forbidden();

    @Test
    void theZipIsSmall() {
        assertThat(zip.toFile().length()).isBetween(1_000_000L, maxBytes());
    }

    @Test
    void nothingThatTheFunctionDoesNotNeedIsInTheZip() throws IOException {
        List<String> jars = jars();

        assertThat(jars).isNotEmpty().allSatisfy(jar -> assertThat(jar).doesNotContain(forbidden()));
        assertThat(jars).doesNotHaveDuplicates();
    }

    @Test
    void theSdkFindsOneHttpClient() throws IOException {
        Set<String> clients = new HashSet<>();
        forEachClassOrService((jar, entry, bytes) -> {
            if (entry.startsWith("META-INF/services/software.amazon.awssdk.http.")) {
                clients.add(jar);
            }
        });

        assertThat(clients).singleElement().asString().startsWith("lib/url-connection-client-");
    }

    @Test
    void theJava21RuntimeCanLoadAllOfIt() throws IOException {
        List<String> newer = new ArrayList<>();
        forEachClassOrService((jar, entry, bytes) -> {
            if (entry.endsWith(".class") && !entry.startsWith("META-INF/versions/") && majorVersion(bytes) > JAVA_21) {
                newer.add(jar + "!" + entry);
            }
        });

        assertThat(newer).isEmpty();
    }

    @Test
    void anotherBuildOfTheSameSourcesMakesTheSameZip() throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    @Test
    void theBillOfMaterialsHasAllJarsOfTheZipAndNoOthers() throws IOException {
        Path file = Path.of(zip.toString().replaceFirst("\\.zip$", ".cdx.json"));
        Sbom sbom = Sbom.read(file);

        assertThat(sbom.jars())
                .containsExactlyInAnyOrderElementsOf(jars().stream()
                        .map(jar -> jar.substring("lib/".length()))
                        .toList());
        assertThat(zip.getFileName().toString()).startsWith(sbom.subject() + "-");
        assertThat(sbom.changing()).isEmpty();
    }

    private List<String> jars() throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    private interface Visitor {
        void visit(String jar, String entry, byte[] bytes) throws IOException;
    }

    private void forEachClassOrService(Visitor visitor) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    visitor.visit("", entry.getName(), bytes);
                    if (entry.getName().endsWith(".jar")) {
                        visit(entry.getName(), bytes, visitor);
                    }
                }
            }
        }
    }

    private static void visit(String jar, byte[] bytes, Visitor visitor) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                visitor.visit(jar, entry.getName(), in.readAllBytes());
            }
        }
    }

    private static int majorVersion(byte[] classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
