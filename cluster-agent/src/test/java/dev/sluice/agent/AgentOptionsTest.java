package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.publish.TokenMode;
import dev.sluice.route.SecretNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AgentOptionsTest {

    private static final Map<String, String> NONE = Map.of();
    private static final String[] REQUIRED = {"--cluster=prod", "--queue-url=https://sqs.example.com/1/q"};

    @Test
    void whatIsNotGivenHasItsDefault() {
        AgentConfig config = parse(NONE);
        assertThat(config)
                .isEqualTo(new AgentConfig(
                        new SecretNames("sluice"),
                        "prod",
                        "https://sqs.example.com/1/q",
                        "flux-system",
                        Set.of(),
                        Optional.empty(),
                        TokenMode.PUBLISHED,
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        false,
                        4000,
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(20),
                        "<prefix>-<cluster>-events-<namespace>-*",
                        false,
                        new InetSocketAddress("0.0.0.0", 8080)));
    }

    @ParameterizedTest
    @CsvSource({
        "--cluster,                 staging-2,            cluster=staging-2",
        "--queue-url,               http://127.0.0.1:1/q, queueUrl=http://127.0.0.1:1/q",
        "--prefix,                  teams/platform,       prefix=teams/platform",
        "--namespace,               gitops,               namespace=gitops",
        "--watch-namespaces,        apps,                 watchNamespaces=[apps]",
        "--receiver-selector,       'a=b,c notin (d, e)', 'receiverSelector=Optional[a=b,c notin (d, e)]'",
        "--tokens,                  external,             tokens=external",
        "--secret-refresh,          90s,                  secretRefresh=PT1M30S",
        "--rotation-grace,          0,                    rotationGrace=PT0S",
        "--no-cross-namespace-refs, true,                 noCrossNamespaceRefs=true",
        "--max-in-flight,           7,                    maxInFlight=7",
        "--visibility,              2m,                   visibility=PT2M",
        "--patience,                1h30m,                patience=PT1H30M",
        "--stop-grace,              500ms,                stopGrace=PT0.5S",
        "--event-queue-pattern,     a-<namespace>-**,     eventQueuePattern=a-<namespace>-**",
        "--drop-undecodable,        true,                 dropUndecodable=true",
        "--listen,                  127.0.0.1:9090,       listen=/127.0.0.1:9090",
    })
    void eachOptionCanBeGivenByFlagAndByEnvironmentAndTheFlagGoesFirst(String option, String value, String field) {
        AgentConfig byFlag = parse(NONE, option + "=" + value);
        assertThat(byFlag.toString()).contains(field);
        assertThat(parse(NONE).toString()).doesNotContain(field);
        assertThat(parse(Map.of(AgentOptions.variable(option), value))).isEqualTo(byFlag);
        assertThat(parse(Map.of(AgentOptions.variable(option), "nonsense?"), option + "=" + value))
                .isEqualTo(byFlag);
    }

    @Test
    void theEnvironmentIsEnoughForTheRequiredOnes() {
        CommandLine line = AgentMain.commandLine(
                Map.of("SLUICE_CLUSTER", "prod", "SLUICE_QUEUE_URL", "https://sqs.example.com/1/q"));
        line.parseArgs();
        assertThat(line.<AgentMain>getCommand().config()).isEqualTo(parse(NONE));
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        Map<String, String> empty = new HashMap<>();
        for (String option : new String[] {"--prefix", "--patience", "--listen", "--no-cross-namespace-refs"}) {
            empty.put(AgentOptions.variable(option), "");
        }
        assertThat(parse(empty)).isEqualTo(parse(NONE));
    }

    @Test
    void aSwitchNeedsNoValue() {
        assertThat(parse(NONE, "--no-cross-namespace-refs").noCrossNamespaceRefs())
                .isTrue();
        assertThat(parse(Map.of("SLUICE_NO_CROSS_NAMESPACE_REFS", "true"), "--no-cross-namespace-refs=false")
                        .noCrossNamespaceRefs())
                .isFalse();
    }

    @Test
    void namespacesToWatchAreSeparatedByCommas() {
        assertThat(parse(NONE, "--watch-namespaces=apps,flux-system,apps").watchNamespaces())
                .isEqualTo(Set.of("apps", "flux-system"));
        assertThat(parse(Map.of("SLUICE_WATCH_NAMESPACES", "apps,flux-system")).watchNamespaces())
                .isEqualTo(Set.of("apps", "flux-system"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cluster                 | Prod                  | 1 to 32 of a-z, 0-9 and -",
                "--cluster                 | a/b                   | 1 to 32 of a-z, 0-9 and -",
                "--queue-url               | my-queue              | http or https URL",
                "--queue-url               | https://example.com/  | http or https URL",
                "--prefix                  | /sluice               | A-Z a-z 0-9 _ - /",
                "--prefix                  | a b                   | A-Z a-z 0-9 _ - /",
                "--namespace               | Flux                  | 1 to 63 of a-z, 0-9 and -",
                "--namespace               | a/b                   | 1 to 63 of a-z, 0-9 and -",
                "--watch-namespaces        | apps,Flux             | separated by commas",
                "--watch-namespaces        | apps,,flux            | separated by commas",
                "--watch-namespaces        | apps, flux            | separated by commas",
                "--receiver-selector       | team in prod          | label selector such as team=a",
                "--receiver-selector       | team=a b              | label selector such as team=a",
                "--tokens                  | Published             | must be published or external",
                "--tokens                  | vault                 | must be published or external",
                "--secret-refresh          | 100ms                 | at least 1s",
                "--secret-refresh          | 5 minutes             | a duration such as",
                "--secret-refresh          | 60                    | a duration such as",
                "--rotation-grace          | -1h                   | a duration such as",
                "--rotation-grace          | 99999999999999999999h | a duration such as",
                "--no-cross-namespace-refs | maybe                 | boolean",
                "--max-in-flight           | 0                     | 1 to 10000",
                "--max-in-flight           | 10001                 | 1 to 10000",
                "--max-in-flight           | many                  | int",
                "--visibility              | 2s                    | 3s to 12h",
                "--visibility              | 13h                   | 3s to 12h",
                "--visibility              | 12h1ms                | 3s to 12h",
                "--patience                | soon                  | a duration such as",
                "--stop-grace              | 1d                    | a duration such as",
                "--listen                  | 8080                  | HOST:PORT or :PORT",
                "--listen                  | 127.0.0.1:65536       | HOST:PORT or :PORT",
                "--listen                  | no-such-host.invalid:1 | HOST:PORT or :PORT",
            })
    void aWrongValueIsRefusedInOneSentenceThatNamesTheOptionAndWhatIsAllowed(
            String option, String value, String allowed) {
        assertRefused(NONE, List.of(option + "=" + value), option, allowed);
        assertRefused(Map.of(AgentOptions.variable(option), value), List.of(), option, allowed);
    }

    @Test
    void whatIsMissingOrUnknownIsRefused() {
        StringWriter err = new StringWriter();
        CommandLine line = AgentMain.commandLine(NONE).setErr(new PrintWriter(err));
        assertThat(line.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("--cluster", "--queue-url").hasLineCount(1);
        assertRefused(NONE, List.of("--qeue-url=x"), "--qeue-url", "Unknown option");
    }

    @Test
    void anEndpointThatIsNoUrlIsRefusedToo() {
        assertRefused(Map.of("AWS_ENDPOINT_URL", "localhost:4566"), List.of(), "AWS_ENDPOINT_URL", "http or https URL");
    }

    private static void assertRefused(
            Map<String, String> environment, List<String> args, String option, String allowed) {
        List<String> all = new ArrayList<>(args);
        for (String required : REQUIRED) {
            if (!option.equals(required.replaceFirst("=.*", ""))) {
                all.add(required);
            }
        }
        // the other required one is still to come by the environment
        Map<String, String> whole =
                new HashMap<>(Map.of("SLUICE_CLUSTER", "prod", "SLUICE_QUEUE_URL", "https://sqs.example.com/1/q"));
        whole.putAll(environment);
        StringWriter err = new StringWriter();
        int status = AgentMain.commandLine(whole).setErr(new PrintWriter(err)).execute(all.toArray(String[]::new));
        assertThat(status).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("sluice-agent: ")
                .contains(option, allowed)
                .hasLineCount(1);
    }

    private static AgentConfig parse(Map<String, String> environment, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        for (String required : REQUIRED) {
            String name = required.replaceFirst("=.*", "");
            boolean given = all.stream().anyMatch(arg -> arg.startsWith(name + "="))
                    || environment.containsKey(AgentOptions.variable(name));
            if (!given) {
                all.add(required);
            }
        }
        CommandLine line = AgentMain.commandLine(environment);
        line.parseArgs(all.toArray(String[]::new));
        return line.<AgentMain>getCommand().config();
    }
}
