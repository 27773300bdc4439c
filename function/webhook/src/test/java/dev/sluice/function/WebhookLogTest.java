package dev.sluice.function;

import static dev.sluice.function.Webhooks.BODY;
import static dev.sluice.function.Webhooks.DIGEST;
import static dev.sluice.function.Webhooks.TOKEN;
import static dev.sluice.function.Webhooks.bytes;
import static dev.sluice.function.Webhooks.filtered;
import static dev.sluice.function.Webhooks.push;
import static dev.sluice.function.Webhooks.route;
import static dev.sluice.function.Webhooks.signature;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.webhook.Webhook;
import dev.sluice.queue.Sending;
import dev.sluice.route.Cluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookLogTest {

    @Test
    void aWebhookLeavesOneLine() {
        TestFunction function = new TestFunction(route("github"));
        Webhook webhook = push(TOKEN, BODY);
        function.clock().pass(Duration.ofMillis(12));

        function.receive(webhook);

        assertThat(function.log().text()).isEqualToNormalizingNewlines("""
                {"timestamp":"2026-11-20T09:00:00.012Z","level":"INFO","message":"webhook answered",\
                "deliveryId":"72d3162e-cc78-11e3-81ab-4c9367dc0958","verdict":"Queued","status":200,\
                "routes":[{"cluster":"prod","receiver":"flux-system/github-receiver","type":"github","verdict":"Queued",\
                "event":"00000000-0000-0000-0000-000000000001"}],\
                "Webhooks":1,"Latency":12,"QueueFailures":0,"CopyFailures":0,"RouteTableAge":0,"_aws":{"Timestamp":1795165200012,\
                "CloudWatchMetrics":[{"Namespace":"Sluice","Dimensions":[["type","verdict"],["verdict"]],\
                "Metrics":[{"Name":"Webhooks","Unit":"Count"},{"Name":"Latency","Unit":"Milliseconds"}]},\
                {"Namespace":"Sluice","Dimensions":[[]],\
                "Metrics":[{"Name":"QueueFailures","Unit":"Count"},{"Name":"CopyFailures","Unit":"Count"},\
                {"Name":"RouteTableAge","Unit":"Seconds"}]}]},\
                "type":"github"}
                """);
    }

    @Test
    void aWebhookThatGotToNoRouteLeavesALine() {
        TestFunction function = new TestFunction(route("github"));

        function.receive(Webhooks.webhook("/", BODY));

        assertThat(function.lastLine().path("level").asText()).isEqualTo("INFO");
        assertThat(function.lastLine().path("verdict").asText()).isEqualTo("NotAWebhookPath");
        assertThat(function.lastLine().path("routes")).isEmpty();
    }

    @Test
    void whatSomebodyShouldLookAtIsAWarning() {
        TestFunction function = new TestFunction(new FakeSecrets());

        function.receive(push(TOKEN, BODY));

        assertThat(function.lastLine().path("level").asText()).isEqualTo("WARN");
        assertThat(function.lastLine().path("verdict").asText()).isEqualTo("RoutesNotLoaded");
    }

    @Test
    void aCopyThatFailsIsAWarningThatNamesItsQueue() {
        FakeSecrets secrets = FakeSecrets.of("prod", route("github"));
        secrets.putClusters(new Cluster("prod", "https://sqs.test/prod", "prod", List.of("https://sqs.test/copy")));
        TestFunction function = new TestFunction(secrets);
        function.sender().answer("https://sqs.test/copy", new Sending.Failed("QueueDoesNotExist", true));

        function.receive(push(TOKEN, BODY));

        assertThat(function.lastLine().path("level").asText()).isEqualTo("WARN");
        JsonNode copy =
                function.lastLine().path("routes").path(0).path("failedCopies").path(0);
        assertThat(copy.path("queue").asText()).isEqualTo("https://sqs.test/copy");
        assertThat(copy.path("error").asText()).isEqualTo("QueueDoesNotExist");
    }

    @Test
    void noLineShowsAPathATokenASignatureOrABody() {
        String secret = "a-word-of-the-body";
        List<byte[]> bodies =
                List.of(bytes("{\"a\":\"" + secret + "\"}"), bytes("{\"" + secret), bytes("[\"" + secret));
        for (byte[] body : bodies) {
            TestFunction function = new TestFunction(filtered(route("github")));
            function.receive(push(TOKEN, body));
            function.receive(push("another token", body));
            function.receive(Webhooks.webhook("/hook/" + DIGEST + "?" + secret, body));
            function.receive(Webhooks.webhook("/hook/" + "1".repeat(64), body));
            function.secrets().put(FakeSecrets.NAMES.routes("prod", 0), "{\"version\":1,\"routes\":[\"" + TOKEN);
            function.clock().pass(Duration.ofMinutes(1));
            function.receive(push(TOKEN, body));

            assertThat(function.log().messages()).contains("webhook answered", "document refused");
            assertThat(function.log().text())
                    .doesNotContain(DIGEST, "1".repeat(64), TOKEN, "another token", secret)
                    .doesNotContain(signature("sha256", TOKEN, body), FakeSecrets.seal("prod"));
        }
    }
}
