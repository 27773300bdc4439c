package dev.sluice.infra.aws.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.embedded.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cfn-lint, the SAM CLI and the SAM transform find nothing. cfn-lint looks at all values of all conditions. */
class LintTest {

    private static final List<Map<String, String>> FRONTS = List.of(
            Map.of(),
            Map.of("ApiType", "rest", "Runtime", "java21", "Architecture", "x86_64", "Waf", "true", "Alarms", "false"),
            Map.of(
                    "Runtime", "java21",
                    "ReservedConcurrency", "20",
                    "DomainName", "hooks.example.com",
                    "CertificateArn", "arn:aws:acm:eu-west-1:123456789012:certificate/12ab",
                    "HostedZoneId", "Z0123456789AB"));

    @Test
    void cfnLintFindsNothing() {
        SamTools.CFN_LINT.notRun().ifPresent(Assumptions::abort);
        assertThat(findings(SamTools.run(
                        SamTools.CFN_LINT,
                        "--include-checks",
                        "I",
                        "--",
                        Template.FRONT.toString(),
                        Template.CLUSTER.toString())))
                .isEmpty();
    }

    @Test
    void cfnLintFindsAFault(@TempDir Path folder) throws Exception {
        SamTools.CFN_LINT.notRun().ifPresent(Assumptions::abort);
        Path faulty = folder.resolve("faulty.yaml");
        Files.writeString(
                faulty, Files.readString(Template.CLUSTER).replace("maxReceiveCount: 50", "maxReceiveCounts: 50"));
        assertThat(SamTools.run(SamTools.CFN_LINT, faulty.toString()).status()).isNotZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"front.yaml", "cluster.yaml"})
    void samFindsThemValid(String template) {
        SamTools.SAM.notRun().ifPresent(Assumptions::abort);
        String output = SamTools.run(
                        SamTools.SAM,
                        "validate",
                        "--lint",
                        "--region",
                        "eu-west-1",
                        "--template-file",
                        Path.of("sam", template).toString())
                .succeeded();
        assertThat(output).contains("is a valid SAM Template");
    }

    @Test
    void whatSamMakesOfTheFrontHasNoFindingEither(@TempDir Path folder) throws Exception {
        SamTools.PYTHON.notRun().ifPresent(Assumptions::abort);
        List<String> files = new ArrayList<>();
        for (Map<String, String> parameters : FRONTS) {
            JsonNode front = SamTools.transform(Template.FRONT, parameters, "s3://bucket/function.zip");
            assertThat(front.findValuesAsText("Type"))
                    .contains("AWS::Lambda::Function", "AWS::Lambda::Version", "AWS::Lambda::Alias")
                    .noneMatch(type -> type.startsWith("AWS::Serverless"));
            Path file = folder.resolve("front-" + files.size() + ".json");
            Files.writeString(file, front.toString());
            files.add(file.toString());
        }
        assertThat(findings(SamTools.run(SamTools.CFN_LINT, files.toArray(String[]::new))))
                .isEmpty();
    }

    @Test
    void theFunctionThatIsDeployedIsTheOneThatIsBuilt() {
        JsonNode properties = Template.read(Template.FRONT)
                .path("Resources")
                .path("WebhookFunction")
                .path("Properties");
        assertThat(Template.FRONT
                        .resolveSibling(properties.path("CodeUri").asText())
                        .normalize())
                .isRegularFile();
        assertThat(properties.path("Handler").asText())
                .isEqualTo(dev.sluice.function.lambda.WebhookLambda.class.getName());
    }

    private static String findings(Tool.Result result) {
        return result.output() + result.errors() + (result.status() == 0 ? "" : "status " + result.status());
    }
}
