package dev.sluice.function.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.function.aws.Wiring;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.Route;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Webhooks through the whole function, for its classes and compiled code to be in the snapshot. It has routes, tokens and
 * an AWS of its own, all made up and in memory; what it leaves behind is code.
 */
final class DryRun {

    /** Enough for the compilers. */
    private static final int ROUNDS = 200;

    private static final Duration BUDGET = Duration.ofSeconds(3);

    private static final SecretNames NAMES = new SecretNames("dry-run");
    private static final String CLUSTER = "dry-run";

    private static final List<DryRunWebhook> WEBHOOKS = List.of(
            new DryRunWebhook("github", false, false),
            new DryRunWebhook("github", false, true),
            new DryRunWebhook("generic-hmac", true, false),
            new DryRunWebhook("generic", false, false));

    private DryRun() {}

    /**
     * Runs it.
     *
     * @param region the region of the real function
     * @return how many webhooks there were
     * @throws IllegalStateException when one was not queued
     */
    static int run(String region) throws IOException {
        loadTls();
        WebhookLambda lambda = new WebhookLambda(wiring(region));
        int webhooks = 0;
        long end = System.nanoTime() + BUDGET.toNanos();
        for (int round = 0; round < ROUNDS && System.nanoTime() < end; round++) {
            for (DryRunWebhook webhook : WEBHOOKS) {
                answer(lambda, webhook.httpApi());
                answer(lambda, webhook.restApi());
                webhooks += 2;
            }
        }
        return webhooks;
    }

    private static void answer(WebhookLambda lambda, byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        lambda.handle(new ByteArrayInputStream(event), answer);
        if (!answer.toString(UTF_8).contains("\"statusCode\":200,")) {
            throw new IllegalStateException("a webhook of the dry run was not queued");
        }
    }

    private static Wiring wiring(String region) {
        List<Route> routes = WEBHOOKS.stream().map(DryRunWebhook::route).toList();
        return Wiring.canned(
                Map.of(
                        "SLUICE_PREFIX",
                        NAMES.prefix(),
                        "AWS_REGION",
                        region,
                        "AWS_ACCESS_KEY_ID",
                        "dry-run",
                        "AWS_SECRET_ACCESS_KEY",
                        "dry-run"),
                Map.of(
                        NAMES.clusters(),
                        ClustersJson.write(List.of(new Cluster(CLUSTER, "https://dry-run.invalid/dry-run", CLUSTER))),
                        NAMES.seal(CLUSTER),
                        "the seal of the dry run",
                        NAMES.token(CLUSTER, DryRunWebhook.NAME, DryRunWebhook.NAME),
                        DryRunWebhook.TOKEN_TEXT,
                        NAMES.routes(CLUSTER, 0),
                        RouteTableJson.write(new RouteTable(CLUSTER, 1, routes))));
    }

    /** The SDK's calls will want it; there is no connection in it yet. */
    private static void loadTls() {
        try {
            SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }
}
