package dev.sluice.agent;

import ch.qos.logback.core.joran.spi.ConsoleTarget;
import dev.sluice.agent.operate.RedriveCommand;
import dev.sluice.agent.operate.UnpublishCommand;
import dev.sluice.agent.operate.UrlsCommand;
import dev.sluice.agent.publish.TokenMode;
import dev.sluice.aws.AwsAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice-agent}: runs until SIGTERM. Exit status 2: wrong options. */
@Command(
        name = "sluice-agent",
        mixinStandardHelpOptions = true,
        versionProvider = AgentVersion.class,
        description = "Publishes the routes of this cluster's Receivers, and triggers what their webhooks are for.",
        footer = {
            "",
            "Each option is also an environment variable: --queue-url is SLUICE_QUEUE_URL.",
            "AWS and Kubernetes are found as by their SDKs: AWS_REGION, AWS_ENDPOINT_URL, KUBECONFIG, ...."
        })
public final class AgentMain implements Callable<Integer> {

    // a function's first load of its routes may take 4 s
    private static final Duration LONGEST_LOAD = Duration.ofSeconds(5);

    private final Map<String, String> environment;

    @Mixin
    private AgentOptions options = new AgentOptions();

    private AgentMain(Map<String, String> environment) {
        this.environment = environment;
    }

    public static void main(String[] args) {
        int status = execute(System.getenv(), args);
        AgentLog.end();
        System.exit(status);
    }

    private static int execute(Map<String, String> environment, String[] args) {
        CommandLine agent = commandLine(environment);
        CommandLine subcommand =
                args.length == 0 ? null : agent.getSubcommands().get(args[0]);
        if (subcommand == null) {
            AgentLog.configure(ConsoleTarget.SystemOut);
            return agent.execute(args);
        }
        // its result is on standard output
        AgentLog.configure(ConsoleTarget.SystemErr);
        return standalone(subcommand, environment).execute(Arrays.copyOfRange(args, 1, args.length));
    }

    /** The command line of the agent; its subcommands are there to be told of. */
    static CommandLine commandLine(Map<String, String> environment) {
        return configured(
                new CommandLine(new AgentMain(environment))
                        .addSubcommand(new RedriveCommand(environment, Clock.systemUTC()))
                        .addSubcommand(new UnpublishCommand(environment, LONGEST_LOAD))
                        .addSubcommand(new UrlsCommand(ClusterClient::openForOperator)),
                environment);
    }

    /** A subcommand by itself: below the agent picocli would also ask for the options that the agent requires. */
    static CommandLine standalone(CommandLine subcommand, Map<String, String> environment) {
        return configured(new CommandLine(subcommand.getCommandSpec().userObject()), environment)
                .setCommandName("sluice-agent " + subcommand.getCommandName());
    }

    private static CommandLine configured(CommandLine line, Map<String, String> environment) {
        return line.setDefaultValueProvider(arg -> AgentOptions.fromEnvironment(arg, environment))
                .registerConverter(Duration.class, OptionTypes::duration)
                .registerConverter(InetSocketAddress.class, OptionTypes::address)
                .registerConverter(TokenMode.class, OptionTypes::tokenMode)
                .setParameterExceptionHandler((e, args) -> {
                    // one sentence, not the whole usage
                    e.getCommandLine().getErr().println("sluice-agent: " + e.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    if (e instanceof IllegalArgumentException) {
                        commandLine.getErr().println("sluice-agent: " + e.getMessage());
                        return CommandLine.ExitCode.USAGE;
                    }
                    throw e;
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        AgentConfig config = config();
        AwsAccess aws = AwsAccess.of(environment);
        aws.requireRegion();
        SmallHeap.keep();
        CountDownLatch stopped = new CountDownLatch(1);
        try (KubernetesClient kubernetes = ClusterClient.open();
                Agent agent = Agent.start(config, aws, kubernetes, Clock.systemUTC())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                agent.close();
                // the JVM ends with this thread, whatever main has still to do
                AgentLog.end();
                stopped.countDown();
            }));
            stopped.await();
        }
        return CommandLine.ExitCode.OK;
    }

    /** @throws IllegalArgumentException when an option is out of its range */
    AgentConfig config() {
        return options.toConfig();
    }
}
