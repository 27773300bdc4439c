package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The subcommands' options; what they do is tested where they are. */
class SubcommandsTest {

    private static final Map<String, String> COMPLETE = Map.of(
            "SLUICE_QUEUE_URL", "https://sqs.example.com/1/q",
            "SLUICE_CLUSTER", "prod",
            "SLUICE_WEBHOOK_HOST", "https://hooks.example.com",
            "AWS_REGION", "eu-west-1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redrive   | --queue-url    | my-queue          | http or https URL",
                "redrive   | --limit        | 0                 | at least 1",
                "redrive   | --limit        | all               | int",
                "redrive   | --dry-run      | maybe             | boolean",
                "unpublish | --cluster      | Prod              | 1 to 32 of a-z, 0-9 and -",
                "unpublish | --cluster      | prod              | --yes: must be given",
                "unpublish | --prefix       | /sluice           | A-Z a-z 0-9 _ - /",
                "urls      | --webhook-host | hooks.example.com | must be https://HOST",
                "urls      | --namespace    | Flux              | 1 to 63 of a-z, 0-9 and -",
                "urls      | --output       | yaml              | table or json",
            })
    void aWrongValueByFlagOrEnvironmentIsRefusedInOneSentence(
            String command, String option, String value, String allowed) {
        assertRefused(run(COMPLETE, command, option + "=" + value), allowed);
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put(AgentOptions.variable(option), value);
        assertRefused(run(environment, command), allowed);
    }

    @ParameterizedTest
    @CsvSource({"redrive, --queue-url", "unpublish, --cluster", "urls, --webhook-host"})
    void eachAsksForItsOwnRequiredOptionAlone(String command, String option) {
        String err = run(Map.of(), command);
        assertThat(err)
                .startsWith("sluice-agent: Missing required option: '" + option + "=")
                .hasLineCount(1);
    }

    @Test
    void anEndpointThatIsNoUrlIsRefusedToo() {
        Map<String, String> environment = new HashMap<>(COMPLETE);
        environment.put("AWS_ENDPOINT_URL", "localhost:4566");
        assertRefused(run(environment, "redrive"), "AWS_ENDPOINT_URL: must be an http or https URL");
    }

    @Test
    void bothOfOneNamespaceAndAllAreRefused() {
        assertRefused(run(COMPLETE, "urls", "-A", "-n", "apps"), "--all-namespaces: must not be given together");
    }

    private static void assertRefused(String err, String allowed) {
        assertThat(err).startsWith("sluice-agent: ").contains(allowed).hasLineCount(1);
    }

    /** What it prints to standard error; it must print nothing else, and end with status 2. */
    private static String run(Map<String, String> environment, String command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine agent = AgentMain.commandLine(environment);
        int status = AgentMain.standalone(
                        Objects.requireNonNull(agent.getSubcommands().get(command)), environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        assertThat(status).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }
}
