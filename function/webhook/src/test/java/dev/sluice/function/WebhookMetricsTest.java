package dev.sluice.function;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.push;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.queue.Sending;
import dev.sluice.route.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WebhookMetricsTest {

    @Test
    void aWebhookIsCountedByTypeAndVerdict() {
        TestFunction function = new TestFunction(route("github"));

        function.receive(push("another token", BODY));

        JsonNode line = function.lastLine();
        MetricRules.check(line);
        assertThat(line.path("Webhooks").asInt()).isEqualTo(1);
        assertThat(line.path("type").asText()).isEqualTo("github");
        assertThat(line.path("verdict").asText()).isEqualTo("SignatureMismatch");
    }

    @Test
    void aWebhookThatGotToNoRouteHasNoType() {
        TestFunction function = new TestFunction(route("github"));

        function.receive(Webhooks.webhook("/", BODY));

        MetricRules.check(function.lastLine());
        assertThat(function.lastLine().path("type").asText()).isEqualTo("none");
        assertThat(function.lastLine().has("RouteTableAge")).isFalse();
    }

    @Test
    void whoeverWritesRoutesMakesNoTypes() {
        TestFunction function = new TestFunction(route("made-up"));

        function.receive(push(TOKEN, BODY));

        assertThat(function.lastLine().path("type").asText()).isEqualTo("unknown");
    }

    @Test
    void aQueuesFailureIsCounted() {
        TestFunction function = new TestFunction(route("github"));
        function.sender().answer("https://sqs.test/prod", new Sending.Failed("AccessDenied", true));

        function.receive(push(TOKEN, BODY));

        MetricRules.check(function.lastLine());
        assertThat(function.lastLine().path("QueueFailures").asInt()).isEqualTo(1);
    }

    @Test
    void aCopysFailureIsCountedApartFromTheQueues() {
        FakeSecrets secrets = FakeSecrets.of("prod", route("github"));
        secrets.putClusters(new Cluster(
                "prod", "https://sqs.test/prod", "prod", List.of("https://sqs.test/a", "https://sqs.test/b")));
        TestFunction function = new TestFunction(secrets);
        function.sender().answer("https://sqs.test/a", new Sending.Failed("AccessDenied", true));
        function.sender().answer("https://sqs.test/b", new Sending.Failed("ApiCallTimeoutException", false));

        function.receive(push(TOKEN, BODY));

        JsonNode line = function.lastLine();
        MetricRules.check(line);
        assertThat(line.path("CopyFailures").asInt()).isEqualTo(2);
        assertThat(line.path("QueueFailures").asInt(-1)).isZero();
        assertThat(line.path("verdict").asText()).isEqualTo("Queued");
    }

    @Test
    void theAgeOfTheRoutesIsThatOfTheLastLoadThatSucceeded() {
        TestFunction function = new TestFunction(route("github"));
        function.receive(push(TOKEN, BODY));
        assertThat(function.lastLine().path("RouteTableAge").asInt(-1)).isZero();
        function.secrets().away(true);
        function.clock().pass(Duration.ofSeconds(90));

        function.receive(push(TOKEN, BODY));

        assertThat(function.lastLine().path("RouteTableAge").asInt()).isEqualTo(90);
        JsonNode failed = function.log().lines().stream()
                .filter(line -> line.path("message").asText().equals("routes not loaded"))
                .findFirst()
                .orElseThrow();
        MetricRules.check(failed);
        assertThat(failed.path("RouteLoadFailures").asInt()).isEqualTo(1);
    }

    @Test
    void aProblemOfTheRoutesIsCounted() {
        FakeSecrets secrets = FakeSecrets.of("prod", route("github"));
        secrets.put(FakeSecrets.NAMES.routes("prod", 0), "{");
        TestFunction function = new TestFunction(secrets);

        function.receive(push(TOKEN, BODY));

        JsonNode first = function.log().lines().getFirst();
        MetricRules.check(first);
        assertThat(first.path("RouteProblems").asInt()).isEqualTo(1);
    }

    @Test
    void noDimensionHoldsWhatASenderOrAClusterChooses() {
        TestFunction function = new TestFunction(route("github"));
        function.receive(push(TOKEN, BODY));
        function.receive(Webhooks.webhook("/hook/" + "1".repeat(64), BODY));

        Set<String> dimensions = new TreeSet<>();
        function.log()
                .lines()
                .forEach(line -> line.path("_aws")
                        .path("CloudWatchMetrics")
                        .forEach(directive -> directive
                                .path("Dimensions")
                                .forEach(set -> set.forEach(name -> dimensions.add(name.asText())))));

        assertThat(dimensions).containsExactly("type", "verdict");
    }
}
