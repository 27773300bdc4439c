package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.LocalGateway;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A token is rotated in its Secret, then notification-controller gives the Receiver its new path. */
class RotationTest {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(8);

    @Test
    void oldAndNewSendersAreAcceptedUntilTheGraceIsOver() throws Exception {
        try (EmbeddedAws aws = EmbeddedAws.start();
                EmbeddedKube kubernetes = EmbeddedKube.start()) {
            FluxCluster flux = new FluxCluster(kubernetes.client());
            flux.token("token", "old");
            flux.source("app");
            flux.receiver("app", "token", "old", "app");
            Installation sluice = new Installation(aws.endpoint());
            String oldPath = flux.path("app", "old");
            String newPath = flux.path("app", "new");
            try (Agent agent = sluice.agent(sluice.endpoint(), kubernetes.client(), GRACE)) {
                Until.isTrue("routes published", TIME, () -> sluice.routes().contains("\"app\""));
                assertThat(push(sluice, oldPath, "old")).isEqualTo(200);
                assertThat(push(sluice, oldPath, "new")).isEqualTo(400);

                flux.token("token", "new");
                Until.isTrue("new token published", TIME, () -> sluice.routes().contains("notAfter"));
                assertThat(push(sluice, oldPath, "old")).isEqualTo(200);
                assertThat(push(sluice, oldPath, "new")).isEqualTo(200);
                assertThat(push(sluice, newPath, "new")).isEqualTo(404);

                flux.status("app", "new");
                Until.isTrue("new path published", TIME, () -> sluice.routes().contains(digest(newPath)));
                assertThat(push(sluice, oldPath, "old")).isEqualTo(200);
                assertThat(push(sluice, oldPath, "new")).isEqualTo(200);
                assertThat(push(sluice, newPath, "new")).isEqualTo(200);
                assertThat(push(sluice, newPath, "old")).isEqualTo(400);

                Thread.sleep(GRACE);
                assertThat(push(sluice, oldPath, "old")).isEqualTo(404);
                assertThat(push(sluice, oldPath, "new")).isEqualTo(404);
                assertThat(push(sluice, newPath, "old")).isEqualTo(400);
                assertThat(push(sluice, newPath, "new")).isEqualTo(200);
                assertThat(agent.statusAddress().getPort()).isPositive();
            }
        }
    }

    /** Each through a new function, whose cache is as new as the table. */
    private static int push(Installation sluice, String path, String token) throws IOException, InterruptedException {
        try (LocalGateway gateway = sluice.function(sluice.endpoint());
                GitHub gitHub = new GitHub()) {
            return gitHub.push(gateway.url().resolve(path), token, GitHub.pushPayload());
        }
    }

    private static String digest(String path) {
        return path.substring("/hook/".length());
    }
}
