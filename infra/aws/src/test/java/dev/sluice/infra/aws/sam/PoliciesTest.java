package dev.sluice.infra.aws.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.infra.aws.ClusterArns;
import dev.sluice.infra.aws.IamRules;
import dev.sluice.infra.aws.InstallationArns;
import dev.sluice.infra.aws.JustifiedWildcard;
import dev.sluice.infra.aws.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates allow, as it is rendered. */
class PoliciesTest {

    private static final String KEY = "arn:aws:kms:eu-west-1:123456789012:key/12ab";
    private static final InstallationArns SLUICE = RenderedStack.SLUICE;
    private static final ClusterArns PROD = SLUICE.cluster("prod");
    private static final String LOG = "/aws/lambda/sluice-webhook";

    @ParameterizedTest
    @CsvSource({"http, false, ''", "rest, true, arn:aws:kms:eu-west-1:123456789012:key/12ab"})
    void theFrontAllowsNoWildcardWithoutAReason(String api, String account, String keys) {
        RenderedStack front = new RenderedStack(
                Template.read(Template.FRONT),
                Map.of("ApiType", api, "ApiGatewayAccount", account, "Waf", account, "KmsKeyArns", keys));
        List<String> found = new ArrayList<>();
        for (PolicyDocument policy : front.policies()) {
            found.addAll(IamRules.wildcards(policy, JustifiedWildcard.ofFunction(SLUICE, LOG)));
        }
        assertThat(found).isEmpty();
        assertThat(IamRules.reached(front.policy("FunctionRole"), List.of(KEY))).hasSize(keys.isEmpty() ? 0 : 2);
    }

    @Test
    void theFunctionReadsWhatIsBelowItsPrefixAndSendsToQueuesOfWebhooks() {
        PolicyDocument function = new RenderedStack(Template.read(Template.FRONT), Map.of()).policy("FunctionRole");
        assertThat(byArn(IamRules.reached(function, PROD.all())))
                .isEqualTo(Map.of(
                        "sluice-prod", "sqs:SendMessage",
                        "sluice/prod/seal-Ab1Cd2", "secretsmanager:GetSecretValue",
                        "sluice/prod/routes/0-Ab1Cd2", "secretsmanager:GetSecretValue",
                        "sluice/prod/routes/99-Ab1Cd2", "secretsmanager:GetSecretValue",
                        "sluice/prod/tokens/apps/webhook-token-Ab1Cd2", "secretsmanager:GetSecretValue",
                        "sluice/prod/tokens/routes/seal-Ab1Cd2", "secretsmanager:GetSecretValue",
                        "sluice/prod/tokens/seal/routes-Ab1Cd2", "secretsmanager:GetSecretValue"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluic", "sluice2", "other", "x-sluice"})
    void theFunctionReachesNothingOfAnotherInstallation(String prefix) {
        PolicyDocument function = new RenderedStack(Template.read(Template.FRONT), Map.of()).policy("FunctionRole");
        List<String> others = new InstallationArns("aws", "eu-west-1", "123456789012", prefix)
                .cluster("prod")
                .all();
        assertThat(IamRules.reached(function, others)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "irsa, ''",
        "pod-identity, ''",
        "roles-anywhere, arn:aws:kms:eu-west-1:123456789012:key/12ab",
        "none, ''"
    })
    void theClusterAllowsNoWildcardWithoutAReason(String trust, String key) {
        RenderedStack cluster = cluster(Map.of("AgentTrust", trust, "KmsKeyArn", key));
        List<String> found = new ArrayList<>();
        for (PolicyDocument policy : cluster.policies()) {
            found.addAll(IamRules.wildcards(policy, JustifiedWildcard.ofAgent(PROD)));
        }
        assertThat(found).isEmpty();
        assertThat(IamRules.reached(cluster.policy("AgentPolicy"), List.of(KEY)))
                .hasSize(key.isEmpty() ? 0 : 2);
    }

    @Test
    void theAgentMayDoWhatItDoesAndNothingElse() {
        String receive = "sqs:ReceiveMessage sqs:DeleteMessage sqs:ChangeMessageVisibility sqs:GetQueueAttributes";
        String source = "sqs:GetQueueUrl sqs:GetQueueAttributes sqs:ReceiveMessage sqs:DeleteMessage"
                + " sqs:ChangeMessageVisibility";
        String tables = "secretsmanager:GetSecretValue secretsmanager:CreateSecret secretsmanager:PutSecretValue";
        assertThat(byArn(IamRules.reached(cluster(Map.of("AgentTrust", "none")).policy("AgentPolicy"), PROD.all())))
                .isEqualTo(Map.of(
                        "sluice-prod", receive,
                        "sluice-prod-dlq", "sqs:SendMessage sqs:GetQueueAttributes",
                        "sluice-prod-events-apps-ecr", source,
                        "sluice-prod-events-apps-ecr-dlq", source + " sqs:SendMessage",
                        "sluice-prod-events-a-b-dlq-c", source,
                        "sluice-prod-events-events-events", source,
                        "sluice/prod/seal-Ab1Cd2", "secretsmanager:GetSecretValue",
                        "sluice/prod/routes/0-Ab1Cd2", tables,
                        "sluice/prod/routes/99-Ab1Cd2", tables));
    }

    @Test
    void irsaTrustsOneServiceAccountOfOneCluster() {
        JsonNode statement = trust(cluster(Map.of(
                "AgentTrust", "irsa",
                "OidcProviderArn", "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12",
                "AgentNamespace", "flux")));
        assertThat(statement.path("Principal").path("Federated").asText())
                .isEqualTo("arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/AB12");
        assertThat(statement.path("Condition").toString())
                .isEqualTo("{\"StringEquals\":{"
                        + "\"oidc.eks.eu-west-1.amazonaws.com/id/AB12:aud\":\"sts.amazonaws.com\","
                        + "\"oidc.eks.eu-west-1.amazonaws.com/id/AB12:sub\":"
                        + "\"system:serviceaccount:flux:sluice-agent\"}}");
    }

    @Test
    void podIdentityTrustsOneServiceAccountOfOneCluster() {
        RenderedStack cluster = cluster(Map.of("AgentTrust", "pod-identity"));
        JsonNode statement = trust(cluster);
        assertThat(statement.path("Principal").toString()).isEqualTo("{\"Service\":\"pods.eks.amazonaws.com\"}");
        assertThat(statement.path("Condition").toString())
                .isEqualTo("{\"StringEquals\":{\"aws:RequestTag/eks-cluster-name\":\"production\","
                        + "\"aws:RequestTag/kubernetes-namespace\":\"flux-system\","
                        + "\"aws:RequestTag/kubernetes-service-account\":\"sluice-agent\"}}");
        assertThat(cluster.resources()).containsKey("PodIdentity");
    }

    @Test
    void rolesAnywhereTrustsOneCertificateOfOneAnchor() {
        JsonNode statement = trust(cluster(Map.of("AgentTrust", "roles-anywhere")));
        assertThat(statement.path("Principal").toString()).isEqualTo("{\"Service\":\"rolesanywhere.amazonaws.com\"}");
        assertThat(statement.path("Condition").toString())
                .isEqualTo("{\"ArnEquals\":{\"aws:SourceArn\":"
                        + "\"arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/12ab\"},"
                        + "\"StringEquals\":{\"aws:PrincipalTag/x509Subject/CN\":\"sluice-agent.prod\"}}");
    }

    /** The cluster prod, with something for each way to trust. */
    private static RenderedStack cluster(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of(
                "Cluster", "prod",
                "OidcProviderArn", "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
                "EksClusterName", "production",
                "TrustAnchorArn", "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/12ab",
                "CertificateCommonName", "sluice-agent.prod"));
        all.putAll(parameters);
        return new RenderedStack(Template.read(Template.CLUSTER), all);
    }

    private static JsonNode trust(RenderedStack cluster) {
        PolicyDocument trust = cluster.policy("AgentRole trust");
        assertThat(trust.statements()).hasSize(1);
        return trust.statements().getFirst().json();
    }

    /** Names of resources, with the actions behind each. */
    private static Map<String, String> byArn(List<String> reached) {
        Map<String, String> actions = new HashMap<>();
        for (String one : reached) {
            String[] parts = one.split(" ");
            String arn = parts[parts.length - 1];
            actions.merge(arn.substring(arn.lastIndexOf(':') + 1), parts[1], (a, b) -> a + " " + b);
        }
        return actions;
    }
}
