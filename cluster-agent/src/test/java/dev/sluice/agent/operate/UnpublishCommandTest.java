package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.AwsWithFaults;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.FaultProxy;
import dev.sluice.route.Reading;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.AwsParts#all")
class UnpublishCommandTest {

    private static final SecretNames NAMES = new SecretNames("sluice-test");

    private final AwsPart aws;
    private final String cluster =
            "c" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private SecretsManagerClient secrets;

    @SuppressWarnings("NullAway.Init") // in connect()
    UnpublishCommandTest(AwsPart aws) {
        this.aws = aws;
    }

    @BeforeEach
    void connect() {
        aws.notRun().ifPresent(Assumptions::abort);
        secrets = AwsClients.secrets(AwsWithFaults.environment(aws.endpoint()));
    }

    @AfterEach
    void close() {
        if (secrets != null) {
            secrets.close();
        }
    }

    @Test
    void allTablesOfTheClusterGoAlsoThoseThatTableZeroDoesNotCountAndNothingElse() {
        String neighbour = cluster + "-2";
        Stream.of(0, 1, 3, 99).forEach(n -> create(NAMES.routes(cluster, n)));
        create(NAMES.seal(cluster));
        create(NAMES.routes(neighbour, 0));

        Command command = run("--yes");

        assertThat(command.status()).isZero();
        assertThat(command.err()).isEmpty();
        assertThat(command.lines())
                .containsExactly(
                        "removed " + NAMES.routes(cluster, 99),
                        "removed " + NAMES.routes(cluster, 3),
                        "removed " + NAMES.routes(cluster, 1),
                        "removed " + NAMES.routes(cluster, 0),
                        "4 route tables");
        assertThat(Stream.of(0, 1, 3, 99).map(n -> NAMES.routes(cluster, n))).noneMatch(this::exists);
        assertThat(exists(NAMES.seal(cluster))).isTrue();
        assertThat(exists(NAMES.routes(neighbour, 0))).isTrue();
        assertThat(run("--yes")).isEqualTo(new Command(0, "cluster " + cluster + " has no route tables\n", ""));
    }

    @Test
    void anAgentCanPublishAgainAtOnce() {
        create(NAMES.routes(cluster, 0));
        run("--yes");

        // the agent's way: put, and create what is not there
        assertThatThrownBy(() -> secrets.putSecretValue(
                        request -> request.secretId(NAMES.routes(cluster, 0)).secretString("{}")))
                .isInstanceOf(ResourceNotFoundException.class);
        create(NAMES.routes(cluster, 0));
        assertThat(exists(NAMES.routes(cluster, 0))).isTrue();
    }

    @Test
    void whatSomebodyScheduledForDeletionGoesTooSoThatItStandsInNobodysWay() {
        create(NAMES.routes(cluster, 0));
        create(NAMES.routes(cluster, 1));
        secrets.deleteSecret(
                request -> request.secretId(NAMES.routes(cluster, 0)).recoveryWindowInDays(7L));

        assertThat(run("--yes").status()).isZero();

        create(NAMES.routes(cluster, 0));
        assertThat(exists(NAMES.routes(cluster, 0))).isTrue();
        assertThat(exists(NAMES.routes(cluster, 1))).isFalse();
    }

    @Test
    void untilTheLastTableIsGoneTableZeroIsEmptyAndCountsNoOther() throws Exception {
        IntStream.range(0, 3).forEach(n -> create(NAMES.routes(cluster, n)));
        RouteTables tables = new RouteTables(secrets, NAMES, cluster, Duration.ZERO);
        List<Integer> removed = new ArrayList<>();

        tables.remove(tables.find(), table -> {
            removed.add(table.number());
            if (table.number() > 0) {
                assertThat(tableZero()).isEqualTo(new RouteTable(cluster, 1, List.of()));
            }
        });

        assertThat(removed).containsExactly(2, 1, 0);
    }

    @Test
    void aDryRunRemovesNothingAndWithoutAYesNothingIsDone() {
        create(NAMES.routes(cluster, 0));
        create(NAMES.routes(cluster, 1));

        assertThat(run("--dry-run").lines())
                .containsExactly(
                        "would remove " + NAMES.routes(cluster, 0),
                        "would remove " + NAMES.routes(cluster, 1),
                        "2 route tables");
        assertThat(run("--dry-run", "--yes").lines()).contains("would remove " + NAMES.routes(cluster, 0));

        assertThat(exists(NAMES.routes(cluster, 0))).isTrue();
        assertThat(exists(NAMES.routes(cluster, 1))).isTrue();
    }

    @Test
    void whenSecretsManagerDoesNotAnswerItIsToldAndIsNoSuccess() {
        try (FaultProxy proxy = FaultProxy.to(aws.endpoint())) {
            proxy.down();
            Command command = Command.run(
                    new UnpublishCommand(AwsWithFaults.environment(proxy.uri()), Duration.ZERO),
                    "--cluster=" + cluster,
                    "--yes");

            assertThat(command.status()).isEqualTo(1);
            assertThat(command.out()).isEmpty();
            assertThat(command.err())
                    .startsWith("sluice-agent: not all is removed, run it again: Secrets Manager: ")
                    .hasLineCount(1);
        }
    }

    private Command run(String... options) {
        List<String> args = new ArrayList<>(List.of("--cluster=" + cluster, "--prefix=" + NAMES.prefix()));
        args.addAll(List.of(options));
        return Command.run(
                new UnpublishCommand(AwsWithFaults.environment(aws.endpoint()), Duration.ZERO),
                args.toArray(String[]::new));
    }

    private void create(String name) {
        secrets.createSecret(request -> request.name(name).secretString("any"));
    }

    private boolean exists(String name) {
        try {
            secrets.getSecretValue(request -> request.secretId(name));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private RouteTable tableZero() {
        String json = secrets.getSecretValue(request -> request.secretId(NAMES.routes(cluster, 0)))
                .secretString();
        return ((Reading.Read<RouteTable>) RouteTableJson.read(cluster, json)).value();
    }
}
