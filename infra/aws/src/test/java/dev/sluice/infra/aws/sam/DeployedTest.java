package dev.sluice.infra.aws.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.agent.Agent;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.EmulatedLambda;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.LambdaRuntime;
import dev.sluice.embedded.LambdaZip;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.quickstart.AgentsUser;
import dev.sluice.quickstart.EmulatedCloud;
import dev.sluice.quickstart.FluxCluster;
import dev.sluice.quickstart.GitHub;
import dev.sluice.quickstart.Installation;
import dev.sluice.quickstart.Until;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Both stacks on emulators, and a webhook through what they made. */
class DeployedTest {

    private static final String TOKEN = "e2e-token";
    private static final String CLUSTER = "prod-eu";
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final String CODE = "s3://sluice-code/function.zip";

    /** What LocalStack's community edition has not: it has no Lambda, and takes the others without making anything. */
    private static final Set<String> UNKNOWN_TO_LOCALSTACK = Set.of(
            "AWS::Lambda::Function",
            "AWS::Lambda::Version",
            "AWS::Lambda::Alias",
            "AWS::Lambda::Permission",
            "AWS::ApiGatewayV2::Api",
            "AWS::ApiGatewayV2::Integration",
            "AWS::ApiGatewayV2::Route",
            "AWS::ApiGatewayV2::Stage",
            "AWS::ApiGatewayV2::DomainName",
            "AWS::ApiGatewayV2::ApiMapping",
            "AWS::WAFv2::WebACL",
            "AWS::WAFv2::WebACLAssociation",
            "AWS::WAFv2::IPSet",
            "AWS::CloudWatch::Dashboard");

    /** Alarms on what is calculated of several metrics, which MiniStack refuses. */
    private static final Set<String> UNKNOWN_TO_MINISTACK = Set.of("ClientErrorsAlarm", "VerdictsAlarm");

    private final SecretNames names = Installation.newNames();

    /** All of it: API, function (the packaged zip, as Lambda runs it), queue, agent. */
    @Test
    void aWebhookGoesThroughTheApiOfTheStack() throws Exception {
        SamTools.PYTHON.notRun().ifPresent(Assumptions::abort);
        EmulatedLambda.notRun().ifPresent(Assumptions::abort);
        AwsPart aws = part("MiniStack");
        try (EmulatedCloud cloud = new EmulatedCloud(aws.endpoint())) {
            Map<String, String> cluster = cluster(cloud);
            Installation sluice = installation(aws, cluster);
            try (EmulatedLambda lambda = EmulatedLambda.start(
                    LambdaRuntime.managed(LambdaZip.unpack(zip()), handler(), sluice.environment(aws.endpoint())))) {
                uploadCode(cloud);
                Map<String, String> http = front(cloud, "http", names.prefix(), cluster, lambda);
                Map<String, String> rest = front(cloud, "rest", names.prefix() + "-rest", cluster, lambda);
                assertThat(http.get("WebhookHost")).startsWith("https://" + http.get("ApiId") + ".execute-api.");
                URI httpApi = aws.endpoint().resolve("/_aws/execute-api/" + http.get("ApiId") + "/");
                URI restApi = aws.endpoint().resolve("/_aws/execute-api/" + rest.get("ApiId") + "/live/");

                toTheAnnotation(sluice, List.of(httpApi, restApi));

                assertThat(get(httpApi.resolve("hook/" + "0".repeat(64)))).isEqualTo(404);
                assertThat(post(httpApi.resolve("other"))).isEqualTo(404);
                assertThat(post(restApi.resolve("other"))).isEqualTo(404);
                assertThat(lambda.log()).doesNotContain(TOKEN);
            }
            cloud.delete(names.prefix() + "-http");
            cloud.delete(names.prefix() + "-rest");
            cloud.delete(names.prefix());
        }
    }

    /** What its CloudFormation knows; the function in this process. */
    @Test
    void aWebhookGoesThroughQueueAndSecretsOfTheStacks() throws Exception {
        SamTools.PYTHON.notRun().ifPresent(Assumptions::abort);
        AwsPart aws = part("LocalStack");
        try (EmulatedCloud cloud = new EmulatedCloud(aws.endpoint())) {
            Map<String, String> cluster = cluster(cloud);
            ObjectNode front = SamTools.transform(Template.FRONT, Map.of("Prefix", names.prefix()), CODE);
            without(front, resource -> UNKNOWN_TO_LOCALSTACK.contains(
                    resource.getValue().path("Type").asText()));
            front.remove("Outputs");
            cloud.deploy(
                    names.prefix() + "-front",
                    front.toString(),
                    Map.of("Prefix", names.prefix(), "Clusters", clusters(cluster)));
            Installation sluice = installation(aws, cluster);
            try (LocalGateway gateway = sluice.function(aws.endpoint())) {
                toTheAnnotation(sluice, List.of(gateway.url()));
            }
            cloud.delete(names.prefix() + "-front");
            cloud.delete(names.prefix());
        }
    }

    private void toTheAnnotation(Installation sluice, List<URI> gateways) throws Exception {
        KubePart kubernetes = KubeParts.available().getLast();
        FluxCluster flux = new FluxCluster(kubernetes.client());
        flux.token("token", TOKEN);
        flux.source("app");
        flux.receiver("app", "token", TOKEN, "app");
        try (KubernetesClient agentsClient = AgentsUser.client(kubernetes);
                Agent agent = sluice.agent(sluice.endpoint(), agentsClient, Duration.ofHours(1));
                GitHub gitHub = new GitHub()) {
            assertThat(agent.statusAddress().getPort()).isPositive();
            Until.isTrue("routes published", TIME, () -> sluice.routes().contains("\"app\""));
            for (URI gateway : gateways) {
                URI url = gateway.resolve(flux.path("app", TOKEN).substring(1));
                Instant sent = Instant.now();
                assertThat(gitHub.push(url, TOKEN, GitHub.pushPayload()))
                        .as(url.getPath())
                        .isEqualTo(200);
                Until.isTrue(
                        "annotated",
                        TIME,
                        () -> flux.requestedAt("app").filter(sent::isBefore).isPresent());
                Until.isTrue("message deleted", TIME, () -> sluice.queued() == 0);
                assertThat(gitHub.push(url, "another-token", GitHub.pushPayload()))
                        .isEqualTo(400);
                assertThat(sluice.queued()).isZero();
                assertThat(sluice.dead()).isZero();
            }
        }
    }

    private Map<String, String> cluster(EmulatedCloud cloud) throws Exception {
        return cloud.deploy(
                names.prefix(),
                Template.read(Template.CLUSTER).toString(),
                Map.of(
                        "Prefix",
                        names.prefix(),
                        "Cluster",
                        CLUSTER,
                        "AgentTrust",
                        "irsa",
                        "OidcProviderArn",
                        "arn:aws:iam::000000000000:oidc-provider/oidc.example.com/id/AB12"));
    }

    private Map<String, String> front(
            EmulatedCloud cloud, String api, String prefix, Map<String, String> cluster, EmulatedLambda lambda)
            throws Exception {
        Map<String, String> parameters = new HashMap<>(Map.of("Prefix", prefix, "ApiType", api));
        ObjectNode template = SamTools.transform(Template.FRONT, parameters, CODE);
        // MiniStack runs no Java: it asks who does
        ((ObjectNode) template.at("/Resources/WebhookFunction/Properties/Environment/Variables"))
                .put("MINISTACK_LAMBDA_PROXY_URL", lambda.invocations().toString());
        without(template, resource -> UNKNOWN_TO_MINISTACK.contains(resource.getKey()));
        parameters.put("Clusters", clusters(cluster));
        return cloud.deploy(names.prefix() + "-" + api, template.toString(), parameters);
    }

    private static String clusters(Map<String, String> cluster) {
        return "{\"version\":1,\"clusters\":{" + cluster.get("ClustersEntry") + "}}";
    }

    private Installation installation(AwsPart aws, Map<String, String> cluster) {
        return new Installation(aws.endpoint(), names, CLUSTER, cluster.getOrDefault("QueueUrl", ""));
    }

    private static void uploadCode(EmulatedCloud cloud) throws Exception {
        cloud.send(cloud.request("s3", "sluice-code").PUT(HttpRequest.BodyPublishers.noBody()));
        cloud.send(cloud.request("s3", "sluice-code/function.zip").PUT(HttpRequest.BodyPublishers.ofFile(zip())));
    }

    /** Takes some resources away, and whatever else names one of them. */
    private static void without(ObjectNode template, Predicate<Map.Entry<String, JsonNode>> unknown) {
        ObjectNode resources = (ObjectNode) template.path("Resources");
        Deque<String> gone = new ArrayDeque<>(resources.properties().stream()
                .filter(unknown)
                .map(Map.Entry::getKey)
                .toList());
        while (!gone.isEmpty()) {
            String name = gone.remove();
            resources.remove(name);
            // "name" in a Ref or GetAtt, {name} or {name. in a text
            Pattern reference = Pattern.compile("(\"" + name + "\"|\\{" + name + "[.}])");
            resources.properties().stream()
                    .filter(resource ->
                            reference.matcher(resource.getValue().toString()).find())
                    .map(Map.Entry::getKey)
                    .forEach(gone::add);
        }
    }

    private static Path zip() {
        return Template.FRONT.resolveSibling(function().path("CodeUri").asText());
    }

    private static String handler() {
        return function().path("Handler").asText();
    }

    private static JsonNode function() {
        return Template.read(Template.FRONT).at("/Resources/WebhookFunction/Properties");
    }

    private static int get(URI url) throws Exception {
        return status(HttpRequest.newBuilder(url).GET());
    }

    private static int post(URI url) throws Exception {
        return status(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static int status(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static AwsPart part(String name) {
        AwsPart part = AwsParts.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        part.notRun().ifPresent(Assumptions::abort);
        return part;
    }
}
