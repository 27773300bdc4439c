package dev.sluice.function.lambda;

import static dev.sluice.function.FakeSecrets.NAMES;
import static dev.sluice.function.Webhooks.route;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.DirectLambda;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.embedded.LambdaRuntime;
import dev.sluice.embedded.LambdaZip;
import dev.sluice.function.FakeSecrets;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A packaged zip through the hooks of SnapStart, with Lambda's own Java runtime and a stub of the Runtime API. */
abstract class SnapStartContract {

    /** The handler, as Lambda is told it. */
    abstract String handler();

    @Test
    void nothingOfTheTimeBeforeTheSnapshotIsUsedAfterIt() throws IOException {
        try (EmbeddedAws aws = EmbeddedAws.start();
                FaultProxy proxy = FaultProxy.to(aws.endpoint())) {
            // no connection can be made before the snapshot, and no secret exists
            proxy.down();
            try (DirectLambda lambda = start(aws, proxy)) {
                assertThat(lambda.log()).contains("\"primed\"").doesNotContain("webhook answered", "_aws");
                provision(aws);
                proxy.up();
                lambda.restore();

                assertThat(answer(lambda)).contains("\"statusCode\":200");
                assertThat(lambda.log())
                        .contains("webhook answered")
                        .doesNotContain("not renewed", "routes not loaded");
            }
        }
    }

    @Test
    void aStoreThatIsAwayAtTheRestoreCostsOneTry() throws IOException {
        try (EmbeddedAws aws = EmbeddedAws.start();
                FaultProxy proxy = FaultProxy.to(aws.endpoint())) {
            proxy.down();
            try (DirectLambda lambda = start(aws, proxy)) {
                lambda.restore();

                assertThat(answer(lambda)).contains("\"statusCode\":503");
                provision(aws);
                proxy.up();
                assertThat(answer(lambda)).contains("\"statusCode\":200");
            }
        }
    }

    private DirectLambda start(EmbeddedAws aws, FaultProxy proxy) {
        Map<String, String> environment = new HashMap<>(aws.environment());
        environment.put("AWS_ENDPOINT_URL", proxy.uri().toString());
        LambdaZip zip = LambdaZip.unpack(Path.of(System.getProperty("sluice.zip")));
        return DirectLambda.startToSnapshot(LambdaRuntime.managed(zip, handler(), environment));
    }

    private static void provision(EmbeddedAws aws) {
        String queueUrl = aws.createQueue("prod");
        aws.putSecret(NAMES.clusters(), ClustersJson.write(List.of(new Cluster("prod", queueUrl, "prod"))));
        aws.putSecret(NAMES.seal("prod"), FakeSecrets.seal("prod"));
        aws.putSecret(
                NAMES.routes("prod", 0),
                RouteTableJson.write(new RouteTable("prod", 1, List.of(route("github", "push")))));
    }

    private static String answer(DirectLambda lambda) throws IOException {
        try (InputStream event =
                Objects.requireNonNull(SnapStartContract.class.getResourceAsStream("http-api-base64.json"))) {
            return new String(lambda.invoke(event.readAllBytes()), StandardCharsets.UTF_8);
        }
    }
}
