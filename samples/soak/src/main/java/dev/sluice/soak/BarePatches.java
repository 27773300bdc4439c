package dev.sluice.soak;

import dev.sluice.quickstart.RequestedAt;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The agent's patch by the plainest of clients, over connections that are kept open. */
final class BarePatches implements AutoCloseable {

    private final ApiServer kube;
    private final String collection;
    private final HttpClient http;

    /** @param namespace where the sources are */
    BarePatches(ApiServer kube, String namespace) throws GeneralSecurityException, IOException {
        this.kube = kube;
        this.collection = "/apis/" + Fleet.SOURCE_API + "/namespaces/" + namespace + "/gitrepositories/";
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(kube.tls())
                .build();
    }

    /**
     * How many a second.
     *
     * @param sources what is patched, in turns
     * @param patches how many patches
     * @param atOnce how many on their way at a time; 1: one after the other, over one connection
     */
    double perSecond(List<String> sources, int patches, int atOnce) throws InterruptedException {
        List<String> all = IntStream.range(0, patches)
                .mapToObj(i -> sources.get(i % sources.size()))
                .toList();
        long begin = System.nanoTime();
        new Crew(atOnce).each(all, this::patch);
        return patches / ((System.nanoTime() - begin) / 1e9);
    }

    private void patch(String source) throws IOException, InterruptedException {
        String body = "{\"metadata\":{\"annotations\":{\"" + RequestedAt.ANNOTATION + "\":\"" + Instant.now() + "\"}}}";
        HttpResponse<Void> answer = http.send(
                HttpRequest.newBuilder(kube.url().resolve(collection + source + "?fieldManager=sluice"))
                        .header("Authorization", "Bearer " + kube.agent().getOauthToken())
                        .header("Content-Type", "application/merge-patch+json")
                        .header(
                                "Accept",
                                "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json")
                        .method("PATCH", BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("a patch was answered " + answer.statusCode());
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
