package dev.sluice.function.lambda;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.Hold;
import dev.sluice.function.FakeSecrets;
import dev.sluice.function.LogLines;
import dev.sluice.function.Ticks;
import dev.sluice.function.Webhooks;
import dev.sluice.function.aws.Wiring;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crac.Core;
import org.junit.jupiter.api.Test;

class SnapshotTest {

    private final LogLines log = new LogLines(new Ticks());

    @Test
    void theDryRunQueuesEveryWebhookOfItsOwnInMemory() throws IOException {
        assertThat(DryRun.run("eu-west-1")).isPositive();
    }

    @Test
    void primingIsToldAndNeverThrows() {
        new Snapshot(log::log, "eu-west-1", () -> {}).beforeCheckpoint(Core.getGlobalContext());
        new Snapshot(log::log, "no region at all", () -> {}).beforeCheckpoint(Core.getGlobalContext());

        assertThat(log.messages()).startsWith("primed");
    }

    @Test
    void whatCannotBeRenewedIsToldWithoutItsMessage() {
        Snapshot snapshot = new Snapshot(log::log, "eu-west-1", () -> {
            throw new IllegalStateException("a secret");
        });

        snapshot.afterRestore(Core.getGlobalContext());

        assertThat(log.messages()).containsExactly("not renewed");
        assertThat(log.text()).doesNotContain("a secret");
    }

    @Test
    void theRoutesAreThereBeforeTheFirstWebhook() {
        try (EmbeddedAws aws = EmbeddedAws.start();
                FaultProxy proxy = FaultProxy.to(aws.endpoint())) {
            provision(aws);
            Wiring wiring = Wiring.of(through(aws, proxy));

            wiring.function().loadRoutes(Duration.ofSeconds(2));
            proxy.down();

            assertThat(wiring.function().receive(Webhooks.webhook(new byte[0])).status())
                    .as("refused for its signature, so its route was known")
                    .isEqualTo(400);
        }
    }

    @Test
    void aSilentStoreHoldsUpTheRestoreForTwoSeconds() {
        try (EmbeddedAws aws = EmbeddedAws.start();
                FaultProxy proxy = FaultProxy.to(aws.endpoint());
                Hold hold = proxy.hold("secretsmanager.BatchGetSecretValue")) {
            Wiring wiring = Wiring.of(through(aws, proxy));
            Instant start = Instant.now();

            wiring.function().loadRoutes(Duration.ofSeconds(2));

            assertThat(hold.awaitRequest(Duration.ZERO)).isTrue();
            assertThat(Duration.between(start, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
        }
    }

    @Test
    void onlySnapStartWantsHooks() {
        assertThat(Snapshot.isWanted(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")))
                .isTrue();
        assertThat(Snapshot.isWanted(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")))
                .isFalse();
        assertThat(Snapshot.isWanted(Map.of())).isFalse();
    }

    private static void provision(EmbeddedAws aws) {
        String queueUrl = aws.createQueue("prod");
        aws.putSecret(NAMES.clusters(), ClustersJson.write(List.of(new Cluster("prod", queueUrl, "prod"))));
        aws.putSecret(NAMES.seal("prod"), FakeSecrets.seal("prod"));
        aws.putSecret(
                NAMES.routes("prod", 0), RouteTableJson.write(new RouteTable("prod", 1, List.of(route("github")))));
    }

    private static Map<String, String> through(EmbeddedAws aws, FaultProxy proxy) {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put("AWS_ENDPOINT_URL", proxy.uri().toString());
        return environment;
    }
}
