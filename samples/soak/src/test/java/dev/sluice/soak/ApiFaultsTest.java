package dev.sluice.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.sluice.embedded.LocalGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiFaultsTest {

    private static final byte[] ANSWER = "{\"statusCode\":200,\"body\":\"done\"}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger served = new AtomicInteger();
    private final LocalGateway server = LocalGateway.start(0, (event, answer) -> {
        served.incrementAndGet();
        answer.write(ANSWER);
    });
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ApiFaults faults;

    @BeforeEach
    void start() throws IOException {
        faults = new ApiFaults(server.url(), SocketFactory.getDefault(), 1);
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        faults.close();
        server.close();
    }

    @Test
    void whatDoesNotFailGoesThroughAndPatchesAreCounted() throws Exception {
        for (int n = 0; n < 3; n++) {
            HttpResponse<String> answer = call("PATCH");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("done");
        }
        call("GET");

        assertThat(faults.patches()).isEqualTo(3);
        assertThat(faults.calls()).isEqualTo(4);
        assertThat(faults.injected()).isEmpty();
        assertThat(served).hasValue(4);
    }

    @Test
    void whatFailsDoesSoInAllWaysAndOnlyAResetAfterwardsReachesTheServer() throws Exception {
        faults.failing(true);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        while (faults.injected().size() < Fault.values().length) {
            try {
                HttpResponse<String> answer = call("PATCH");
                seen.add(answer.statusCode()
                        + answer.headers()
                                .firstValue("Retry-After")
                                .map(" after "::concat)
                                .orElse(""));
            } catch (IOException reset) {
                seen.add("reset");
            }
        }

        assertThat(seen).containsExactlyInAnyOrder("429", "429 after 1", "500", "reset");
        assertThat(Optional.ofNullable(faults.injected().get(Fault.RESET_AFTER)))
                .hasValueSatisfying(resets -> assertThat(served).hasValue(resets.get()));
        assertThat(faults.patches()).isEqualTo(served.get());
    }

    @Test
    void whenItIsClosedNothingGoesThrough() {
        faults.close();

        assertThatIOException().isThrownBy(() -> call("GET"));
    }

    private HttpResponse<String> call(String method) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(faults.uri() + "/apis"))
                        .method(method, BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }
}
