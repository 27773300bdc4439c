package dev.sluice.infra.aws.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * A wrong value is refused with a sentence that names the variable and what it may be. Which values are refused, the
 * modules' own tests say; they cannot see the sentence.
 */
class RefusedValuesTest {

    private static final Pattern VALIDATED =
            Pattern.compile("^variable \"([a-z_]+)\" \\{\n(?:(?!^}).*\n)*?  validation \\{", Pattern.MULTILINE);

    private static final String NAME_RULE = "have no part \"events\" or \"dlq\" between hyphens";

    /** A wrong value of each variable of module cluster, and a part of the answer to it. */
    private static final Map<String, Wrong> CLUSTER = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "cluster",
                    new Wrong("\"prod-events-x\"", "cluster: must be 1 to 32 of a-z, 0-9 and -, and " + NAME_RULE)),
            Map.entry(
                    "prefix",
                    new Wrong(
                            "\"dlq\"",
                            "prefix: must be 1 to 24 of a-z, 0-9 and -, neither start nor end with -, and "
                                    + NAME_RULE)),
            Map.entry("group", new Wrong("\"All\"", "group: must be 1 to 32 of a-z, 0-9 and -, or null")),
            Map.entry(
                    "copy_to",
                    new Wrong(
                            "[\"audit\"]",
                            "copy_to: must be at most five http or https URLs of queues, none of them twice")),
            Map.entry(
                    "irsa",
                    new Wrong(
                            "{oidc_provider_arn = \"x\"}",
                            "irsa.oidc_provider_arn: must be the ARN of an OIDC provider in IAM, such as arn:aws:iam::")),
            Map.entry(
                    "pod_identity",
                    new Wrong(
                            "{eks_cluster = \"a/b\"}",
                            "pod_identity.eks_cluster: must be an EKS cluster's name: 1 to 100 letters, digits, - and _")),
            Map.entry(
                    "roles_anywhere",
                    new Wrong(
                            "{trust_anchor_arn = \"x\", common_name = \"a\"}",
                            "roles_anywhere: trust_anchor_arn must be a trust anchor's ARN, and common_name 1 to 64 characters")),
            Map.entry(
                    "kms_key_arn",
                    new Wrong("\"alias/x\"", "kms_key_arn: must be a key's ARN (no alias), such as arn:aws:kms:")),
            Map.entry("seal_version", new Wrong("0", "seal_version: must be a whole number from 1 on")),
            Map.entry("secret_recovery_days", new Wrong("3", "secret_recovery_days: must be 0, or 7 to 30")),
            Map.entry("alarm_actions", new Wrong("[\"x\"]", "alarm_actions: must be at most five ARNs")),
            Map.entry("oldest_message_seconds", new Wrong("1", "oldest_message_seconds: must be 60 to 345600"))));

    /** The same of module front; the rules of clusters and waf look at prefix and api_type, and so have a run of their own. */
    private static final Map<String, Wrong> FRONT = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "prefix",
                    new Wrong(
                            "\"events\"",
                            "prefix: must be 1 to 24 of a-z, 0-9 and -, neither start nor end with -, and "
                                    + NAME_RULE)),
            Map.entry("zip", new Wrong("\"none\"", "zip: must be the path of a file, function-webhook-<version>.zip")),
            Map.entry("runtime", new Wrong("\"java17\"", "runtime: must be java25 or java21")),
            Map.entry("architecture", new Wrong("\"arm\"", "architecture: must be arm64 or x86_64")),
            Map.entry("memory_mib", new Wrong("128", "memory_mib: must be a whole number of MiB, 512 to 10240")),
            Map.entry(
                    "reserved_concurrency",
                    new Wrong("0", "reserved_concurrency: must be a whole number from 1 on, or null")),
            Map.entry(
                    "environment",
                    new Wrong("{SLUICE_PREFIX = \"x\"}", "environment: SLUICE_PREFIX is set by the variable prefix")),
            Map.entry("api_type", new Wrong("\"websocket\"", "api_type: must be http or rest")),
            Map.entry(
                    "throttling",
                    new Wrong(
                            "{rate = 0}",
                            "throttling: rate must be 1 to 10000 requests a second, and burst 1 to 5000 requests")),
            Map.entry(
                    "domain",
                    new Wrong(
                            "{name = \"x\", certificate_arn = \"x\"}",
                            "domain.name: must be a domain name in lower case, such as hooks.example.com")),
            Map.entry(
                    "log_retention_days", new Wrong("2", "log_retention_days: must be one of 0, 1, 3, 5, 7, 14, 30,")),
            Map.entry(
                    "kms_key_arns",
                    new Wrong("[\"x\"]", "kms_key_arns: must be ARNs of keys (no aliases), such as arn:aws:kms:")),
            Map.entry("secret_recovery_days", new Wrong("3", "secret_recovery_days: must be 0, or 7 to 30")),
            Map.entry("alarm_actions", new Wrong("[\"x\"]", "alarm_actions: must be at most five ARNs")),
            Map.entry("refused_percent", new Wrong("0", "refused_percent: must be more than 0, and at most 100"))));

    private static final Map<String, Wrong> FRONT_BY_OTHERS = Map.of(
            "clusters",
                    new Wrong(
                            "{prod = {queue_url = \"x\"}}",
                            "clusters: a cluster's queue_url must be the URL of its queue <prefix>-<cluster>, such as https://sqs."),
            "waf", new Wrong("{}", "waf: needs api_type rest"));

    private record Wrong(String value, String answer) {}

    @Test
    void ofModuleCluster() throws IOException {
        Terraform.noMiniStack().ifPresent(Assumptions::abort);
        assertThat(CLUSTER.keySet()).containsExactlyElementsOf(validated("modules/cluster"));
        areAnswered("modules/cluster", "provider \"aws\" {}", CLUSTER);
    }

    @Test
    void ofModuleFront() throws IOException {
        Map<String, Wrong> all = new TreeMap<>(FRONT);
        all.putAll(FRONT_BY_OTHERS);
        assertThat(all.keySet()).containsExactlyElementsOf(validated("modules/front"));
        String mock =
                "mock_provider \"aws\" {\n  mock_data \"aws_iam_policy_document\" {\n    defaults = { json = \"{}\" }\n  }\n}";
        areAnswered("modules/front", mock, FRONT);
        areAnswered(
                "modules/front",
                mock + "\nvariables {\n  zip = \"main.tf\"\n  runtime = \"java21\"\n}",
                FRONT_BY_OTHERS);
    }

    private static void areAnswered(String module, String provider, Map<String, Wrong> values) throws IOException {
        Terraform.notRun().ifPresent(Assumptions::abort);
        Terraform terraform = Terraform.ofCopy(Map.of());
        terraform.run(module, "init").succeeded();
        Path tests = terraform.path(module).resolve("answers");
        Files.createDirectories(tests);
        Files.writeString(
                tests.resolve("answers.tftest.hcl"),
                provider + "\nrun \"wrong\" {\n  command = plan\n  variables {\n"
                        + values.entrySet().stream()
                                .map(one -> "    " + one.getKey() + " = "
                                        + one.getValue().value() + "\n")
                                .collect(Collectors.joining())
                        + "  }\n}\n");

        String said = terraform
                .run(module, "test", "-test-directory=answers")
                .errors()
                .replaceAll("\\s+", " ");

        assertThat(said).contains(values.values().stream().map(Wrong::answer).toList());
    }

    private static List<String> validated(String module) throws IOException {
        return VALIDATED
                .matcher(ModulesTest.sources(Path.of("terraform", module)))
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
    }
}
