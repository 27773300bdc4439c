package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A token is rotated in its Secret, then notification-controller gives the Receiver its new path. */
class RotationTest {

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
                Until.isTrue("routes published", () -> sluice.routes().contains("\"app\""));
                assertThat(sluice.push(oldPath, "old")).isEqualTo(200);
                assertThat(sluice.push(oldPath, "new")).isEqualTo(400);

                flux.token("token", "new");
                Until.isTrue("new token published", () -> sluice.routes().contains("notAfter"));
                assertThat(sluice.push(oldPath, "old")).isEqualTo(200);
                assertThat(sluice.push(oldPath, "new")).isEqualTo(200);
                assertThat(sluice.push(newPath, "new")).isEqualTo(404);

                flux.status("app", "new");
                Until.isTrue("new path published", () -> sluice.routes().contains(digest(newPath)));
                assertThat(sluice.push(oldPath, "old")).isEqualTo(200);
                assertThat(sluice.push(oldPath, "new")).isEqualTo(200);
                assertThat(sluice.push(newPath, "new")).isEqualTo(200);
                assertThat(sluice.push(newPath, "old")).isEqualTo(400);

                Thread.sleep(GRACE);
                assertThat(sluice.push(oldPath, "old")).isEqualTo(404);
                assertThat(sluice.push(oldPath, "new")).isEqualTo(404);
                assertThat(sluice.push(newPath, "old")).isEqualTo(400);
                assertThat(sluice.push(newPath, "new")).isEqualTo(200);
                assertThat(agent.statusAddress().getPort()).isPositive();
            }
        }
    }

    private static String digest(String path) {
        return path.substring("/hook/".length());
    }
}
