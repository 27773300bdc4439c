package dev.sluice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Comparator;
import java.util.stream.Stream;

/** The temporary folder of a {@link RealKube}, readable by its owner only. */
final class KubeFolder {
    private final Path root;

    KubeFolder() {
        try {
            root = Files.createTempDirectory("sluice-kube-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return root.resolve(name);
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a new key pair with which the API server signs the tokens of ServiceAccounts. */
    void writeSigningKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            write("service-account.key", pem("PRIVATE KEY", pair.getPrivate()));
            write("service-account.pub", pem("PUBLIC KEY", pair.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate that the API server made itself, as soon as it is there with its key. */
    boolean hasCertificate() {
        return Files.exists(file("pki/apiserver.crt")) && Files.exists(file("pki/apiserver.key"));
    }

    String certificateInBase64() {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file("pki/apiserver.crt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path writeKubeconfig(URI url, String token) {
        return write("admin.kubeconfig", """
                apiVersion: v1
                kind: Config
                clusters: [{name: test, cluster: {server: "%s", certificate-authority-data: %s}}]
                users: [{name: admin, user: {token: %s}}]
                contexts: [{name: test, context: {cluster: test, user: admin, namespace: default}}]
                current-context: test
                """.formatted(url, certificateInBase64(), token));
    }

    void delete() {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String label, Key key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
