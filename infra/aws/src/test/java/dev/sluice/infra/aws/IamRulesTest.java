package dev.sluice.infra.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules find the faults that are planted here, and nothing else. */
class IamRulesTest {

    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:";
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:";
    private static final InstallationArns SLUICE = new InstallationArns("aws", "eu-west-1", "123456789012", "sluice");
    private static final ClusterArns PROD = SLUICE.cluster("prod");

    @Test
    void namesAreThoseThatWereAgreed() {
        assertThat(PROD.all())
                .contains(
                        QUEUE + "sluice-prod",
                        QUEUE + "sluice-prod-dlq",
                        QUEUE + "sluice-prod-events-apps-ecr",
                        SECRET + "sluice/prod/seal-Ab1Cd2",
                        SECRET + "sluice/prod/routes/0-Ab1Cd2",
                        SECRET + "sluice/prod/tokens/apps/webhook-token-Ab1Cd2");
    }

    @Test
    void aPolicyOfTheAgentWithItsLeastHasNoFinding() {
        PolicyDocument least = allow("""
                ["sqs:ReceiveMessage", "sqs:DeleteMessage"]""", QUEUE + "sluice-prod", QUEUE + "sluice-prod-events-*");
        // the own queue without a wildcard needs no reason
        assertThat(IamRules.wildcards(least, JustifiedWildcard.ofAgent(PROD))).isEmpty();
        assertThat(IamRules.reached(least, SLUICE.cluster("prod-eu").all())).isEmpty();
        assertThat(IamRules.reached(least, PROD.all())).hasSize(2 * 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "sqs:*", "sqs:Receive*", "sqs:SendMessag?"})
    void aWildcardInAnActionIsFound(String action) {
        assertThat(IamRules.wildcards(
                        allow("\"" + action + "\"", QUEUE + "sluice-prod"), JustifiedWildcard.ofAgent(PROD)))
                .containsExactly("planted: action " + action);
    }

    @ParameterizedTest
    @CsvSource({
        "sqs:ReceiveMessage, *",
        "sqs:ReceiveMessage, arn:aws:sqs:eu-west-1:123456789012:sluice-*",
        "sqs:ReceiveMessage, arn:aws:sqs:eu-west-1:123456789012:sluice-prod*",
        "sqs:ReceiveMessage, arn:aws:sqs:*:123456789012:sluice-prod",
        "sqs:PurgeQueue, arn:aws:sqs:eu-west-1:123456789012:sluice-prod-events-*",
        "sqs:SendMessage, arn:aws:sqs:eu-west-1:123456789012:sluice-prod-events-*",
        "secretsmanager:GetSecretValue, arn:aws:secretsmanager:eu-west-1:123456789012:secret:sluice/*",
        "secretsmanager:GetSecretValue, arn:aws:secretsmanager:eu-west-1:123456789012:secret:sluice/prod/*",
        "secretsmanager:PutSecretValue, arn:aws:secretsmanager:eu-west-1:123456789012:secret:sluice/prod/seal-??????",
        "secretsmanager:BatchGetSecretValue, *",
        "kms:Decrypt, arn:aws:kms:eu-west-1:123456789012:key/*"
    })
    void aWildcardInAResourceThatNothingJustifiesIsFound(String action, String resource) {
        assertThat(IamRules.wildcards(allow("\"" + action + "\"", resource), JustifiedWildcard.ofAgent(PROD)))
                .containsExactly("planted: " + action + " on " + resource);
    }

    @Test
    void theFunctionMayAskForABatchOfAnything() {
        PolicyDocument batch = allow("\"secretsmanager:BatchGetSecretValue\"", "*");
        List<JustifiedWildcard> justified = JustifiedWildcard.ofFunction(SLUICE, "/aws/lambda/sluice-webhook");
        assertThat(IamRules.wildcards(batch, justified)).isEmpty();
        assertThat(IamRules.reached(batch, PROD.all())).isEmpty();
        assertThat(IamRules.wildcards(allow("\"secretsmanager:GetSecretValue\"", "*"), justified))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"Effect": "Allow", "NotAction": "sqs:PurgeQueue", "Resource": "arn:aws:sqs:eu-west-1:1:a"}""", """
                {"Effect": "Allow", "Action": "sqs:SendMessage", "NotResource": "arn:aws:sqs:eu-west-1:1:a"}""", """
                {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:1:a", "Principal": "*"}""", """
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": ["*"]}}"""})
    void whatIsSaidByExclusionAndWhatIsForEverybodyIsFound(String statement) {
        assertThat(IamRules.wildcards(policy(statement), List.of())).hasSize(1);
    }

    @Test
    void aDenialForEverybodyIsNoFinding() {
        assertThat(IamRules.wildcards(policy("""
                                        {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*",
                                         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}"""), List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // what role and neighbour share
        "sluice, prod-eu, arn:aws:sqs:eu-west-1:123456789012:sluice-prod*",
        "sluice, prod-eu, arn:aws:sqs:eu-west-1:123456789012:sluice-*-events-*",
        "sluice, events-x, arn:aws:sqs:eu-west-1:123456789012:sluice-events-*",
        "sluice, prod-dlq, arn:aws:sqs:eu-west-1:123456789012:sluice-prod-dlq",
        "sluice, prod-events-x, arn:aws:sqs:eu-west-1:123456789012:sluice-prod-events-*",
        "sluice-prod, eu, arn:aws:sqs:eu-west-1:123456789012:sluice-*",
        "sluice-prod, eu, arn:aws:secretsmanager:eu-west-1:123456789012:secret:sluice*/routes/*",
        "sluice, prod-eu, arn:aws:secretsmanager:eu-west-1:123456789012:secret:sluice/prod*",
        "sluice, prod2, arn:aws:secretsmanager:eu-west-1:123456789012:secret:sluice/prod?/seal-??????",
        "sluice, eu, *"
    })
    void whatReachesAnotherClusterIsFound(String prefix, String neighbour, String resource) {
        List<String> arns = new InstallationArns("aws", "eu-west-1", "123456789012", prefix)
                .cluster(neighbour)
                .all();
        assertThat(IamRules.reached(allow("\"x:Y\"", resource), arns)).isNotEmpty();
    }

    @Test
    void whatIsDeniedIsNotReached() {
        String all = QUEUE + "sluice-*";
        String dead = QUEUE + "sluice-*-dlq";
        PolicyDocument denied = policy("""
                {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"},
                {"Effect": "Deny", "Action": "sqs:sendmessage", "Resource": "%s"}""".formatted(all, dead));
        assertThat(IamRules.reached(denied, List.of(QUEUE + "sluice-prod", QUEUE + "sluice-prod-dlq")))
                .containsExactly("planted: sqs:SendMessage on " + QUEUE + "sluice-prod");
        PolicyDocument sometimesDenied = policy("""
                {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%s"},
                {"Effect": "Deny", "Action": "sqs:*", "Resource": "*", "Condition": {"Bool": {"a": "b"}}}""".formatted(all));
        assertThat(IamRules.reached(sometimesDenied, List.of(QUEUE + "sluice-prod")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"Statement\": []}", "{\"Statement\": {\"Effect\": \"allow\"}}"})
    void whatIsNoPolicyIsRefused(String json) {
        assertThatThrownBy(() -> PolicyDocument.read("planted", json)).isInstanceOf(IllegalArgumentException.class);
    }

    private static PolicyDocument allow(String actions, String... resources) {
        return policy("""
                {"Effect": "Allow", "Action": %s, "Resource": ["%s"]}""".formatted(actions, String.join("\", \"", resources)));
    }

    private static PolicyDocument policy(String statements) {
        return PolicyDocument.read("planted", "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}");
    }
}
