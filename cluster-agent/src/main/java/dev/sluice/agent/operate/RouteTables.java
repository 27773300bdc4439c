package dev.sluice.agent.operate;

import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The secrets that hold a cluster's routes; what they hold is never read. */
final class RouteTables {

    private final SecretsManagerClient secrets;
    private final SecretNames names;
    private final String cluster;
    private final Duration pause;

    /**
     * @param pause longer than a function takes to load its routes
     */
    RouteTables(SecretsManagerClient secrets, SecretNames names, String cluster, Duration pause) {
        this.secrets = secrets;
        this.names = names;
        this.cluster = cluster;
        this.pause = pause;
    }

    /**
     * A table.
     *
     * @param number its number
     * @param name its secret's name
     * @param ending whether somebody has scheduled it for deletion: it can no longer be written
     */
    record Table(int number, String name, boolean ending) {}

    /**
     * The tables that there are. Each number is asked for, because the count in table 0 leaves out one that an agent could not
     * finish, and because a right to list would show all other secrets.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when Secrets Manager does not tell
     */
    List<Table> find() {
        return IntStream.range(0, RouteTable.MAX_COUNT)
                .mapToObj(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Table> find(int number) {
        String name = names.routes(cluster, number);
        try {
            DescribeSecretResponse secret = secrets.describeSecret(request -> request.secretId(name));
            return Optional.of(new Table(number, name, secret.deletedDate() != null));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes tables for good: one that is only scheduled for deletion could not be written again for days, and its tokens
     * would still lie there. So that no function sees a half of the routes, table 0 is first made an empty one that counts no
     * other; loads that saw it before may end; table 0 goes last.
     *
     * @param removed told each one that is gone
     * @throws software.amazon.awssdk.core.exception.SdkException when Secrets Manager refuses; the rest is still there
     * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html">DeleteSecret</a>
     */
    void remove(List<Table> tables, Consumer<Table> removed) throws InterruptedException {
        List<Table> zeroLast = tables.stream()
                .sorted(Comparator.comparingInt(Table::number).reversed())
                .toList();
        Optional<Table> first = tables.stream()
                .filter(table -> table.number() == 0 && !table.ending())
                .findFirst();
        if (first.isPresent() && tables.size() > 1) {
            String empty = RouteTableJson.write(new RouteTable(cluster, 1, List.of()));
            secrets.putSecretValue(
                    request -> request.secretId(first.get().name()).secretString(empty));
            Thread.sleep(pause);
        }
        for (Table table : zeroLast) {
            secrets.deleteSecret(request -> request.secretId(table.name()).forceDeleteWithoutRecovery(true));
            removed.accept(table);
        }
    }
}
