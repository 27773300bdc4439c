package dev.sluice.guide;

import dev.sluice.embedded.RealKube;
import dev.sluice.embedded.RealParts;
import dev.sluice.embedded.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the guide is followed: a terminal with the programs that it needs, before an emulated AWS and a real API server. */
final class Workstation {

    private static final Tool AWS = new Tool("aws", "SLUICE_AWS_CLI");
    private static final Tool KUBECTL = new Tool("kubectl", "KUBEBUILDER_ASSETS");
    private static final Tool FLUX = new Tool("flux", "SLUICE_FLUX_CLI");

    private Workstation() {}

    /** Why it cannot be had here; empty when it can. */
    static Optional<String> notRun() {
        RealParts parts = RealParts.ofThisProcess();
        return Stream.of(
                        named("SLUICE_MINISTACK_URL", parts.miniStack()),
                        named("KUBEBUILDER_ASSETS", parts.kubebuilderAssets()),
                        named("FLUX_CRDS", parts.fluxCrds()),
                        AWS.notRun(),
                        KUBECTL.notRun(),
                        FLUX.notRun())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * A terminal.
     *
     * @param folder where its files are
     * @param account where {@code aws} and {@code sluice-agent} go to
     */
    static Terminal terminal(Path folder, EmulatedAccount account) {
        Terminal terminal = new Terminal(folder)
                .with("KUBECONFIG", RealKube.shared().kubeconfig().toString())
                .with("JAVA_HOME", System.getProperty("java.home"))
                .with("AWS_DEFAULT_REGION", EmulatedAccount.REGION)
                .with("SLUICE_LISTEN", "127.0.0.1:0")
                .with("SLUICE_SECRET_REFRESH", "1s")
                // the AWS CLI 1 takes no endpoint of SQS from the environment
                .program("aws", "exec '" + AWS.path() + "' --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"")
                .program("kubectl", KUBECTL.path())
                .program("flux", FLUX.path())
                .program("sluice-agent", agent());
        account.environment().forEach(terminal::with);
        return terminal;
    }

    /** The agent's launcher in its distribution, which the build has made before. */
    private static Path agent() {
        Path target = Project.ROOT.resolve("cluster-agent/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.map(file -> file.resolve("bin/sluice-agent"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("no agent in " + target + ": ./mvnw package makes it"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> named(String variable, Optional<?> part) {
        return part.isPresent() ? Optional.empty() : Optional.of(variable + " is not set");
    }
}
