package dev.sluice.agent.operate;

import dev.sluice.queue.Redrive;
import dev.sluice.queue.RedriveSummary;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;

/** {@code sluice-agent redrive}: dead letters back to their queue. Exit status 1: not all that were to go. */
@Command(
        name = "redrive",
        mixinStandardHelpOptions = true,
        description = "Moves messages from a queue's dead-letter queue back to the queue.",
        footer = {"", "Runs with your own AWS credentials, not the agent's. See docs/operations.md."})
public final class RedriveCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Clock clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--queue-url", required = true, description = "The URL of the queue, not of its dead-letter queue.")
    private String queueUrl = "";

    @Option(
            names = "--dry-run",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "List the messages; move none.")
    private boolean dryRun;

    @Option(
            names = "--limit",
            defaultValue = "" + Integer.MAX_VALUE,
            showDefaultValue = Help.Visibility.NEVER,
            description = "How many messages to move at the most (default: all).")
    private int limit;

    @Option(
            names = "--reason",
            split = ",",
            description =
                    "Move only messages with this sluice-reason, such as WrongSeal; MaxReceiveCount: those that have"
                            + " none. May be given several times (default: all).")
    private Set<String> reasons = Set.of();

    /**
     * @param environment leads to AWS
     * @param clock tells the messages' age
     */
    public RedriveCommand(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        if (!queueUrl.matches("https?://.+/.+")) {
            throw new IllegalArgumentException("--queue-url: must be the http or https URL of a queue");
        }
        if (limit < 1) {
            throw new IllegalArgumentException("--limit: must be at least 1");
        }
        RedriveOutput output = new RedriveOutput(
                spec.commandLine().getOut(), spec.commandLine().getErr(), clock.instant());
        try (SqsClient sqs = AwsClients.sqs(environment)) {
            Redrive redrive =
                    new Redrive(sqs, queueUrl, reason -> reasons.isEmpty() || reasons.contains(reason), limit, output);
            RedriveSummary summary = dryRun ? redrive.list() : redrive.move();
            output.end(summary, dryRun);
            return summary.complete() ? 0 : 1;
        }
    }
}
