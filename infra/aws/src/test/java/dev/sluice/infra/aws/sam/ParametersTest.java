package dev.sluice.infra.aws.sam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the templates make of their parameters. */
class ParametersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> DOMAIN = Map.of(
            "DomainName", "hooks.example.com",
            "CertificateArn", "arn:aws:acm:eu-west-1:123456789012:certificate/12ab");

    /** What may be told of a request: the path is a secret, and what holds it is. */
    private static final Set<String> TOLD = Set.of(
            "requestId",
            "requestTime",
            "identity.sourceIp",
            "identity.userAgent",
            "httpMethod",
            "status",
            "responseLength",
            "responseLatency",
            "integrationStatus");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events",
                "dlq",
                "prod-dlq",
                "prod-events-x",
                "events-x",
                "x-events",
                "-dlq",
                "Prod",
                "a_b",
                "",
                "a/b",
                "a.b",
                "123456789012345678901234567890123"
            })
    void namesThatCouldBeThoseOfAnotherAreRefused(String name) {
        assertThatThrownBy(() -> cluster(Map.of("Cluster", name))).hasMessageStartingWith("Cluster: must be 1 to 32");
        assertThatThrownBy(() -> cluster(Map.of("Prefix", name))).hasMessageStartingWith("Prefix: must be 1 to 32");
        assertThatThrownBy(() -> front(Map.of("Prefix", name))).hasMessageStartingWith("Prefix: must be 1 to 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "prod-eu", "e", "eventsource", "my-dlqs", "12345678901234567890123456789012"})
    void othersAreTaken(String name) {
        assertThat(cluster(Map.of("Prefix", name, "Cluster", name)).output("ClustersEntry"))
                .isEqualTo("\"%s\":{\"queueUrl\":\"https://sqs.eu-west-1.amazonaws.com/123456789012/%s-%s\"}"
                        .formatted(name, name, name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AgentTrust=irsa | OidcProviderArn",
                "AgentTrust=pod-identity | EksClusterName",
                "AgentTrust=roles-anywhere | TrustAnchorArn",
                "AgentTrust=user | AgentTrust"
            })
    void aTrustWithoutItsPartIsRefused(String given, String named) {
        Map<String, String> parameters = new HashMap<>(Map.of("Cluster", "prod"));
        parameters.put(given.split("=")[0], given.split("=")[1]);
        assertThatThrownBy(() -> new RenderedStack(Template.read(Template.CLUSTER), parameters))
                .hasMessageStartingWith(named);
    }

    @Test
    void aWafNeedsARestApiAndADomainItsCertificate() {
        assertThatThrownBy(() -> front(Map.of("Waf", "true"))).hasMessageStartingWith("Waf: ");
        assertThatThrownBy(() -> front(Map.of("DomainName", "hooks.example.com")))
                .hasMessageStartingWith("CertificateArn: ");
        assertThatThrownBy(() -> front(Map.of("CertificateArn", DOMAIN.getOrDefault("CertificateArn", ""))))
                .hasMessageStartingWith("DomainName: ");
        assertThatThrownBy(() -> front(Map.of("Clusters", "[]"))).hasMessageStartingWith("Clusters: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "rest"})
    void accessLogsTellNothingOfThePath(String api) {
        List<String> formats = front(Map.of("ApiType", api)).resources().values().stream()
                .flatMap(resource -> resource.findValues("Format").stream())
                .map(JsonNode::asText)
                .toList();
        assertThat(formats).hasSize(1);
        assertThat(Pattern.compile("\\$context\\.([A-Za-z.]+)")
                        .matcher(formats.getFirst())
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet()))
                .isEqualTo(TOLD);
        assertThat(formats.getFirst()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "rest"})
    void withADomainNameOfItsOwnTheDefaultEndpointIsOff(String api) {
        assertThat(defaultEndpointIsOff(front(Map.of("ApiType", api)))).isFalse();
        Map<String, String> parameters = new HashMap<>(DOMAIN);
        parameters.put("ApiType", api);
        RenderedStack front = front(parameters);
        assertThat(defaultEndpointIsOff(front)).isTrue();
        assertThat(front.output("WebhookHost")).isEqualTo("https://hooks.example.com");
        assertThat(front.resources()).containsKey("DomainMapping").doesNotContainKey("DomainRecord");
    }

    @Test
    void aRestApiAloneHasAWafWhichKeepsNoSamples() {
        RenderedStack front =
                front(Map.of("ApiType", "rest", "Waf", "true", "AllowedIpv4", "192.0.2.0/24, 198.51.100.0/24"));
        JsonNode acl = front.resources().getOrDefault("WebAcl", MissingNode.getInstance());
        assertThat(acl.findValuesAsText("SampledRequestsEnabled")).containsExactly("false", "false", "false");
        assertThat(acl.path("Properties").path("DefaultAction").has("Block")).isTrue();
        assertThat(acl.path("Properties").path("Rules")).hasSize(2);
        assertThat(front.resources()).containsKeys("WebAclOnStage", "SendersIpv4", "SendersIpv6");

        RenderedStack open = front(Map.of("ApiType", "rest", "Waf", "true"));
        JsonNode rateOnly = open.resources().getOrDefault("WebAcl", MissingNode.getInstance());
        assertThat(rateOnly.path("Properties").path("DefaultAction").has("Allow"))
                .isTrue();
        assertThat(rateOnly.path("Properties").path("Rules")).hasSize(1);
        assertThat(open.resources()).doesNotContainKeys("SendersIpv4", "SendersIpv6");
        assertThat(front(Map.of()).resources()).doesNotContainKeys("WebAcl", "RestApi");
    }

    @Test
    void withoutAlarmsThereIsNoTopicAndWithATopicOfOnesOwnNoOther() {
        assertThat(types(front(Map.of("Alarms", "false"))))
                .doesNotContain("AWS::CloudWatch::Alarm", "AWS::SNS::Topic")
                .contains("AWS::CloudWatch::Dashboard");
        assertThat(types(front(Map.of()))).contains("AWS::CloudWatch::Alarm", "AWS::SNS::Topic");
        RenderedStack own = front(Map.of("AlarmTopicArn", "arn:aws:sns:eu-west-1:123456789012:ops"));
        assertThat(types(own)).contains("AWS::CloudWatch::Alarm").doesNotContain("AWS::SNS::Topic");
        assertThat(own.resources().values().stream().flatMap(resource -> resource.findValues("AlarmActions").stream()))
                .isNotEmpty()
                .allSatisfy(actions ->
                        assertThat(actions.path(0).asText()).isEqualTo("arn:aws:sns:eu-west-1:123456789012:ops"));
    }

    @Test
    void theDashboardIsJsonAndSearchesForTheQueuesByTheirPrefix() throws Exception {
        JsonNode dashboard = front(Map.of("Prefix", "my-sluice")).resources().getOrDefault("Dashboard", MissingNode.getInstance());
        JsonNode body = JSON.readTree(
                dashboard.path("Properties").path("DashboardBody").asText());
        assertThat(body.path("widgets")).hasSize(6);
        assertThat(body.findValuesAsText("expression")).anyMatch(search -> search.contains(" my sluice', 'Maximum'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"front.yaml", "cluster.yaml"})
    void everyParameterIsOnThePage(String template) throws Exception {
        String page = Files.readString(Path.of("..", "..", "docs", "deploy-sam.md"));
        String table = page.lines().filter(line -> line.startsWith("| `")).collect(Collectors.joining("\n"));
        Template.read(Path.of("sam", template)).path("Parameters").properties().forEach(parameter -> {
            String value = parameter.getValue().path("Default").asText();
            assertThat(table).contains("`" + parameter.getKey() + "`");
            if (value.matches("[a-z0-9_-]+")) {
                assertThat(table).containsPattern("`" + parameter.getKey() + "`.*`" + value + "`");
            }
        });
    }

    private static boolean defaultEndpointIsOff(RenderedStack front) {
        List<JsonNode> found = front.resources().values().stream()
                .flatMap(resource -> resource.findValues("DisableExecuteApiEndpoint").stream())
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst().asBoolean();
    }

    private static List<String> types(RenderedStack stack) {
        return stack.resources().values().stream()
                .map(resource -> resource.path("Type").asText())
                .toList();
    }

    private static RenderedStack front(Map<String, String> parameters) {
        return new RenderedStack(Template.read(Template.FRONT), parameters);
    }

    private static RenderedStack cluster(Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(Map.of("Cluster", "prod", "AgentTrust", "none"));
        all.putAll(parameters);
        return new RenderedStack(Template.read(Template.CLUSTER), all);
    }
}
