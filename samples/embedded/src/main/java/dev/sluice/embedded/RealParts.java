package dev.sluice.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The real parts that the environment names.
 *
 * @param kubebuilderAssets {@code KUBEBUILDER_ASSETS}: folder with etcd and kube-apiserver
 * @param fluxCrds {@code FLUX_CRDS}: folder with the CRDs of Flux
 * @param awsEndpoint {@code AWS_ENDPOINT_URL}
 * @param miniStack {@code SLUICE_MINISTACK_URL}
 */
public record RealParts(
        Optional<Path> kubebuilderAssets, Optional<Path> fluxCrds, Optional<URI> awsEndpoint, Optional<URI> miniStack) {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Once<RealParts> THIS_PROCESS = new Once<>(() -> of(System.getenv()));

    /**
     * Reads them; an empty variable counts as not set.
     *
     * @throws IllegalStateException when one that is set does not exist or does not answer; the message says which
     */
    public static RealParts of(Map<String, String> environment) {
        return new RealParts(
                read(environment, "KUBEBUILDER_ASSETS").map(value -> binaries("KUBEBUILDER_ASSETS", value)),
                read(environment, "FLUX_CRDS").map(value -> crds("FLUX_CRDS", value)),
                read(environment, "AWS_ENDPOINT_URL").map(value -> answering("AWS_ENDPOINT_URL", value)),
                read(environment, "SLUICE_MINISTACK_URL").map(value -> answering("SLUICE_MINISTACK_URL", value)));
    }

    /** Those of this JVM's environment, read once. */
    public static RealParts ofThisProcess() {
        return THIS_PROCESS.get();
    }

    private static Optional<String> read(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    private static Path binaries(String variable, String value) {
        Path folder = Path.of(value);
        for (String binary : new String[] {"etcd", "kube-apiserver"}) {
            if (!Files.isExecutable(folder.resolve(binary))) {
                throw new IllegalStateException(
                        variable + " is " + value + ", but there is no executable " + binary + " in it.");
            }
        }
        return folder;
    }

    private static Path crds(String variable, String value) {
        Path folder = Path.of(value);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
            if (files.iterator().hasNext()) {
                return folder;
            }
            throw new IllegalStateException(variable + " is " + value + ", but there is no *.yaml in it.");
        } catch (IOException e) {
            throw new IllegalStateException(variable + " is " + value + ", but that folder cannot be read.", e);
        }
    }

    private static URI answering(String variable, String value) {
        URI uri = parse(variable, value);
        int port = uri.getPort() != -1 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
            return uri;
        } catch (IOException e) {
            throw new IllegalStateException(variable + " is " + value + ", but nothing answers there.", e);
        }
    }

    private static URI parse(String variable, String value) {
        String wrong = variable + " is " + value + ", which is no http or https URL.";
        try {
            URI uri = URI.create(value.replaceAll("/+$", ""));
            String scheme = String.valueOf(uri.getScheme());
            if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
                throw new IllegalStateException(wrong);
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(wrong, e);
        }
    }
}
