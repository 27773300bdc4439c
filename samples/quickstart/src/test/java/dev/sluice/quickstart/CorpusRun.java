package dev.sluice.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.Agent;
import dev.sluice.agent.publish.TokenMode;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.KubePart;
import dev.sluice.function.lambda.ConformanceCase;
import dev.sluice.function.lambda.WebhookLambda;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All cases of a corpus at once in one cluster, each in namespaces and under a path of its own. */
final class CorpusRun {

    private static final Duration TIME = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Integer> status = new HashMap<>();
    private final Map<String, Set<String>> annotated = new HashMap<>();

    private CorpusRun() {}

    /** Runs all that the part can hold. */
    static CorpusRun of(KubePart part, List<ConformanceCase> cases) throws Exception {
        CorpusRun run = new CorpusRun();
        for (boolean noCrossNamespaceRefs : List.of(false, true)) {
            List<CorpusCluster> clusters = new ArrayList<>();
            for (ConformanceCase one : cases) {
                if (one.noCrossNamespaceRefs() == noCrossNamespaceRefs
                        && (part.name().equals("embedded") || !one.embeddedOnly())) {
                    clusters.add(new CorpusCluster(part.client(), one));
                }
            }
            run.all(part, clusters, noCrossNamespaceRefs);
        }
        return run;
    }

    int status(ConformanceCase one) {
        return status.getOrDefault(one.toString(), 0);
    }

    Set<String> annotated(ConformanceCase one) {
        return annotated.getOrDefault(one.toString(), Set.of());
    }

    private void all(KubePart part, List<CorpusCluster> clusters, boolean noCrossNamespaceRefs) throws Exception {
        try (EmbeddedAws aws = EmbeddedAws.start()) {
            URI endpoint = aws.endpoint();
            Installation sluice = new Installation(endpoint);
            try (KubernetesClient agentsClient = AgentsUser.client(part);
                    Agent agent = sluice.agent(
                            endpoint, agentsClient, TokenMode.PUBLISHED, Duration.ofHours(1), noCrossNamespaceRefs)) {
                Until.isTrue(
                        "routes published",
                        TIME,
                        () -> clusters.stream().allMatch(cluster -> cluster.isIn(sluice.routes())));
                WebhookLambda function = WebhookLambda.of(sluice.environment(endpoint));
                for (CorpusCluster cluster : clusters) {
                    status.put(
                            cluster.toString(), answer(function, cluster.moved().gatewayEvent()));
                }
                Until.isTrue("all messages handled", TIME, () -> sluice.queued() == 0);
                if (sluice.dead() != 0 || agent.statusAddress().getPort() == 0) {
                    throw new AssertionError("dead letters: " + sluice.dead());
                }
            }
            for (CorpusCluster cluster : clusters) {
                annotated.put(cluster.toString(), cluster.annotated());
            }
        } finally {
            clusters.forEach(CorpusCluster::removeReceiver);
        }
    }

    private static int answer(WebhookLambda function, byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        function.handle(new ByteArrayInputStream(event), answer);
        JsonNode json = JSON.readTree(answer.toByteArray());
        return json.path("statusCode").asInt();
    }
}
