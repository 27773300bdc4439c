package dev.sluice.infra.aws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.agent.Agent;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.EmulatedLambda;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.LambdaRuntime;
import dev.sluice.embedded.LambdaZip;
import dev.sluice.infra.aws.IamRules;
import dev.sluice.infra.aws.InstallationArns;
import dev.sluice.infra.aws.JustifiedWildcard;
import dev.sluice.infra.aws.PolicyDocument;
import dev.sluice.quickstart.AgentsUser;
import dev.sluice.quickstart.FluxCluster;
import dev.sluice.quickstart.GitHub;
import dev.sluice.quickstart.Installation;
import dev.sluice.quickstart.Until;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Two examples on MiniStack: what they made works, is as the modules say, and allows no more than it must. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppliedTest {

    private static final String TOKEN = "e2e-token";
    private static final String CLUSTER = "prod-eu";
    private static final Duration TIME = Duration.ofSeconds(60);

    /** What MiniStack gives back otherwise than it was set, by type, and why. */
    private static final Map<String, Set<String>> KNOWN_DRIFT = Map.of(
            // its DescribeAlarms, in the protocol that the provider speaks, leaves these fields out
            "aws_cloudwatch_metric_alarm",
            Set.of(
                    "actions_enabled",
                    "alarm_actions",
                    "alarm_description",
                    "dimensions",
                    "ok_actions",
                    "period",
                    "statistic",
                    "treat_missing_data"));

    /** What only plans are tested of, and why. */
    private static final Map<String, String> NOT_APPLIED = Map.of(
            "aws_eks_pod_identity_association", "there is no EKS cluster to associate with",
            "aws_route53_record", "there is no zone");

    private static final Pattern RESOURCE = Pattern.compile("^resource \"([a-z0-9_]+)\"", Pattern.MULTILINE);

    private final InvokedFunction function = new InvokedFunction();
    /** Not the common pool: that has to see the programs end, and may be one thread. */
    private final Executor beside = task -> Thread.ofVirtual().start(task);

    private @Nullable AppliedExample oneCluster;
    private @Nullable AppliedExample restWaf;

    @BeforeAll
    void apply() throws IOException {
        Terraform.notRun().ifPresent(Assumptions::abort);
        Terraform.noMiniStack().ifPresent(Assumptions::abort);
        String zip = zip().toRealPath().toString();
        // both wait most of the time: the provider looks for half a minute whether a new queue stays as it is
        CompletableFuture<AppliedExample> second = CompletableFuture.supplyAsync(
                () -> AppliedExample.of(
                        "rest-waf",
                        Map.of(
                                "region",
                                Terraform.REGION,
                                "zip",
                                zip,
                                "trust_anchor_arn",
                                "arn:aws:rolesanywhere:us-east-1:000000000000:trust-anchor/1",
                                "allowed_cidrs",
                                "[\"192.30.252.0/22\", \"2606:50c0::/32\"]",
                                "domain",
                                "{name = \"%s.example.com\", certificate_arn = \"arn:aws:acm:us-east-1:000000000000:certificate/1\"}"
                                        .formatted(UUID.randomUUID()))),
                beside);
        oneCluster = AppliedExample.asTheGuideSays("{AWS_ENDPOINT_URL = \"%s\", MINISTACK_LAMBDA_PROXY_URL = \"%s\"}"
                .formatted(Terraform.aws(), function.url()));
        restWaf = second.join();
    }

    @AfterAll
    void stop() {
        function.close();
    }

    @Test
    void aSignedWebhookGoesThroughTheCreatedApiToTheAnnotation() throws Exception {
        EmulatedLambda.notRun().ifPresent(Assumptions::abort);
        AppliedState state = oneCluster().state();
        JsonNode made = state.resource("module.front.aws_lambda_function.webhook");
        function.start(LambdaRuntime.managed(
                        LambdaZip.unpack(zip()), made.path("handler").asText(), environment(made))
                .withAllCompilers());
        KubePart kubernetes = KubeParts.available().getLast();
        FluxCluster flux = new FluxCluster(kubernetes.client());
        flux.token("token", TOKEN);
        flux.source("app");
        flux.receiver("app", "token", TOKEN, "app");
        Installation sluice = new Installation(
                Terraform.aws(), new SecretNames(oneCluster().prefix()), CLUSTER, state.output("queue_url"));
        String api = state.resource("module.front.aws_apigatewayv2_api.http[0]")
                .path("id")
                .asText();
        assertThat(state.output("webhook_host")).contains(api);
        URI url = Terraform.aws().resolve("/_aws/execute-api/" + api + flux.path("app", TOKEN));
        try (KubernetesClient agentsClient = AgentsUser.client(kubernetes);
                Agent agent = sluice.agent(Terraform.aws(), agentsClient, Duration.ofHours(1));
                GitHub gitHub = new GitHub()) {
            assertThat(agent.statusAddress().getPort()).isPositive();
            Until.isTrue("routes published", TIME, () -> sluice.routes().contains("\"app\""));
            Instant sent = Instant.now();

            assertThat(gitHub.push(url, TOKEN, GitHub.pushPayload())).isEqualTo(200);

            Until.isTrue(
                    "annotated",
                    TIME,
                    () -> flux.requestedAt("app").filter(sent::isBefore).isPresent());
            assertThat(gitHub.push(url, "another-token", GitHub.pushPayload())).isEqualTo(400);
            assertThat(gitHub.push(url.resolve("/_aws/execute-api/" + api + "/other"), TOKEN, GitHub.pushPayload()))
                    .isEqualTo(404);
            Until.isTrue("message deleted", TIME, () -> sluice.queued() == 0);
            assertThat(sluice.dead()).isZero();
            assertThat(function.log()).contains("webhook answered").doesNotContain(flux.path("app", TOKEN), TOKEN);
        }
    }

    @Test
    void aSecondPlanChangesNothingButWhatMiniStackForgot() {
        CompletableFuture<List<PlannedChange>> second =
                CompletableFuture.supplyAsync(() -> restWaf().planAgain(), beside);
        List<PlannedChange> changes = new ArrayList<>(oneCluster().planAgain());
        changes.addAll(second.join());

        assertThat(changes).allSatisfy(change -> {
            assertThat(change.actions()).as(change.address()).containsExactly("update");
            assertThat(KNOWN_DRIFT.getOrDefault(change.type(), Set.of()))
                    .as(change.address())
                    .containsAll(change.attributes());
        });
        System.out.println("Terraform, drift known of MiniStack: "
                + changes.stream().map(PlannedChange::address).sorted().toList());
    }

    @Test
    void whatIsNotAppliedIsKnown() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String module : List.of("cluster", "front")) {
            RESOURCE.matcher(ModulesTest.sources(Path.of("terraform", "modules", module)))
                    .results()
                    .forEach(found -> missing.add(found.group(1)));
        }
        assertThat(missing).hasSizeGreaterThan(20);
        missing.removeAll(oneCluster().state().types());
        missing.removeAll(restWaf().state().types());

        System.out.println("Terraform, not applied to an emulator: " + NOT_APPLIED);
        assertThat(missing).isEqualTo(NOT_APPLIED.keySet());
    }

    @Test
    void theKeyOfTheSealIsInSecretsManagerAlone() throws IOException {
        String key = secret(oneCluster().prefix() + "/" + CLUSTER + "/seal");

        assertThat(key).matches("[A-Za-z0-9]{64}");
        assertThat(Files.readString(oneCluster().file("terraform.tfstate"), StandardCharsets.UTF_8))
                .contains(oneCluster().prefix() + "/" + CLUSTER + "/seal")
                .doesNotContain(key);
    }

    @Test
    void noPolicyHasAWildcardWithoutAReason() {
        List<String> found = new ArrayList<>();
        for (Map.Entry<AppliedExample, String> one :
                Map.of(oneCluster(), CLUSTER, restWaf(), "on-premises").entrySet()) {
            InstallationArns arns = arns(one.getKey());
            List<JustifiedWildcard> justified = new ArrayList<>(JustifiedWildcard.ofFunction(
                    arns, "/aws/lambda/" + one.getKey().prefix() + "-webhook"));
            justified.addAll(JustifiedWildcard.ofAgent(arns.cluster(one.getValue())));
            List<PolicyDocument> policies = one.getKey().state().policies();
            // of function, agent and queues, and what both roles trust
            assertThat(policies).hasSizeGreaterThanOrEqualTo(6);
            for (PolicyDocument policy : policies) {
                found.addAll(IamRules.wildcards(policy, justified));
            }
        }
        // the key's own policy, which hands on to IAM policies; on a key "*" is the key
        found.removeIf(finding -> finding.startsWith("aws_kms_key.sluice policy: "));
        assertThat(found).isEmpty();
    }

    @Test
    void anAgentReachesItsOwnAndNothingOfOtherClusters() {
        for (Map.Entry<AppliedExample, String> one :
                Map.of(oneCluster(), CLUSTER, restWaf(), "on-premises").entrySet()) {
            PolicyDocument agent = policy(one.getKey(), "module.cluster.aws_iam_role_policy.agent[0] policy");
            InstallationArns arns = arns(one.getKey());

            assertThat(IamRules.reached(agent, arns.cluster(one.getValue()).all()))
                    .isNotEmpty();
            for (String neighbour : List.of(
                    one.getValue() + "-2",
                    one.getValue() + "2",
                    one.getValue().substring(1),
                    "prod",
                    "x-" + one.getValue())) {
                assertThat(IamRules.reached(agent, arns.cluster(neighbour).all()))
                        .isEmpty();
            }
            assertThat(IamRules.reached(
                            agent,
                            new InstallationArns("aws", Terraform.REGION, "000000000000", "sluice")
                                    .cluster(one.getValue())
                                    .all()))
                    .isEmpty();
        }
    }

    private static PolicyDocument policy(AppliedExample example, String name) {
        return example.state().policies().stream()
                .filter(policy -> policy.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static InstallationArns arns(AppliedExample example) {
        return new InstallationArns("aws", Terraform.REGION, "000000000000", example.prefix());
    }

    /** What the created function is given, and what Lambda gives each. */
    private static Map<String, String> environment(JsonNode made) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "AWS_REGION", Terraform.REGION,
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
        made.path("environment")
                .path(0)
                .path("variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return environment;
    }

    private static String secret(String name) {
        AwsAccess aws = AwsAccess.of(Map.of(
                "AWS_ENDPOINT_URL",
                Terraform.aws().toString(),
                "AWS_REGION",
                Terraform.REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test"));
        try (SecretsManagerClient secrets = aws.configure(SecretsManagerClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            return secrets.getSecretValue(request -> request.secretId(name)).secretString();
        }
    }

    private static Path zip() throws IOException {
        try (var zips = Files.newDirectoryStream(Path.of("../../function/webhook/target"), "function-webhook-*.zip")) {
            return zips.iterator().next();
        }
    }

    private AppliedExample oneCluster() {
        return Objects.requireNonNull(oneCluster);
    }

    private AppliedExample restWaf() {
        return Objects.requireNonNull(restWaf);
    }
}
