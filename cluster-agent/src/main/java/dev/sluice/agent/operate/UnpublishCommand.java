package dev.sluice.agent.operate;

import dev.sluice.aws.Errors;
import dev.sluice.route.SecretNames;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** {@code sluice-agent unpublish}: takes a cluster out of service. Exit status 1: not all of its tables are gone. */
@Command(
        name = "unpublish",
        mixinStandardHelpOptions = true,
        description = "Removes all route tables of a cluster from Secrets Manager: webhooks no longer get to it.",
        footer = {
            "",
            "Stop the cluster's agents first: one that runs publishes the tables again.",
            "Runs with your own AWS credentials, not the agent's. See docs/operations.md."
        })
public final class UnpublishCommand implements Callable<Integer> {

    private static final int MAX_ERROR = 300;

    private final Map<String, String> environment;
    private final Duration pause;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Option(
            names = "--dry-run",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "List the tables; remove none.")
    private boolean dryRun;

    @Option(
            names = "--yes",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Really do it: the tables cannot be recovered, only published again by an agent.")
    private boolean yes;

    /**
     * @param environment leads to AWS
     * @param pause how long a load of the routes by a function may last
     */
    public UnpublishCommand(Map<String, String> environment, Duration pause) {
        this.environment = environment;
        this.pause = pause;
    }

    @Override
    public Integer call() throws InterruptedException {
        SecretNames names = clusterOptions.names();
        String cluster = clusterOptions.cluster();
        if (!dryRun && !yes) {
            throw new IllegalArgumentException("--yes: must be given, for from then on no webhook gets to cluster "
                    + cluster + "; --dry-run shows what would be removed");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (SecretsManagerClient secrets = AwsClients.secrets(environment)) {
            RouteTables tables = new RouteTables(secrets, names, cluster, pause);
            List<RouteTables.Table> found = tables.find();
            if (dryRun) {
                found.forEach(table -> out.println("would remove " + table.name()));
            } else {
                tables.remove(found, table -> out.println("removed " + table.name()));
            }
            out.println(
                    found.isEmpty() ? "cluster " + cluster + " has no route tables" : found.size() + " route tables");
            return 0;
        } catch (SdkException e) {
            spec.commandLine()
                    .getErr()
                    .println("sluice-agent: not all is removed, run it again: Secrets Manager: "
                            + Printable.of(Errors.forOperator(e), MAX_ERROR));
            return 1;
        } finally {
            out.flush();
        }
    }
}
