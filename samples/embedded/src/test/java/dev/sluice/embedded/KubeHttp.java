package dev.sluice.embedded;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** A plain HTTP client of a Kubernetes API. */
final class KubeHttp {
    private final URI url;
    private final String token;
    private final HttpClient client;

    KubeHttp(Config config) {
        url = URI.create(config.getMasterUrl());
        token = String.valueOf(config.getOauthToken());
        try {
            SSLContext tls = SSLUtils.sslContext(SSLUtils.keyManagers(config), SSLUtils.trustManagers(config));
            client = HttpClient.newBuilder().sslContext(tls).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> get(String path, String accept) {
        return send(HttpRequest.newBuilder(url.resolve(path)).header("Accept", accept));
    }

    HttpResponse<String> mergePatch(String path, String body) {
        return send(HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
