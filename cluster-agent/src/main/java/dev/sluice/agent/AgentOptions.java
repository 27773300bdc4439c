package dev.sluice.agent;

import dev.sluice.agent.operate.ClusterOptions;
import dev.sluice.agent.publish.TokenMode;
import dev.sluice.agent.receiver.LabelSelector;
import dev.sluice.agent.source.SourceSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The agent's options. Each is also an environment variable: {@code --queue-url} is {@code SLUICE_QUEUE_URL}. */
final class AgentOptions {

    @Mixin
    private ClusterOptions clusterOptions = new ClusterOptions();

    @Option(names = "--queue-url", required = true, description = "The URL of this cluster's queue.")
    private String queueUrl = "";

    @Option(
            names = "--namespace",
            defaultValue = "flux-system",
            description = "The namespace of the agent's Lease (default: ${DEFAULT-VALUE}).")
    private String namespace = "";

    @Option(
            names = "--watch-namespaces",
            split = ",",
            paramLabel = "NAMESPACE",
            description = "Only these namespaces' Receivers are followed, and only objects in them triggered, so that"
                    + " rights in them are enough (default: all).")
    private Set<String> watchNamespaces = Set.of();

    @Option(
            names = "--receiver-selector",
            description = "A label selector, as kubectl takes it: only Receivers that match are published"
                    + " (default: all).")
    private String receiverSelector = "";

    @Option(
            names = "--tokens",
            defaultValue = "published",
            description =
                    "Where tokens come from: published (the Receivers' Secrets, which the agent reads) or external"
                            + " (Secrets Manager, which the function reads; default: ${DEFAULT-VALUE}).")
    private TokenMode tokens = TokenMode.PUBLISHED;

    @Option(
            names = "--secret-refresh",
            defaultValue = "1m",
            description = "How often each Receiver's Secret is read again (default: ${DEFAULT-VALUE}).")
    private Duration secretRefresh = Duration.ZERO;

    @Option(
            names = "--rotation-grace",
            defaultValue = "1h",
            description =
                    "How long a replaced token or path stays in force; 0: not at all (default: ${DEFAULT-VALUE}).")
    private Duration rotationGrace = Duration.ZERO;

    @Option(
            names = "--no-cross-namespace-refs",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description =
                    "Receivers may only name objects of their own namespace. Set it as notification-controller has it.")
    private boolean noCrossNamespaceRefs;

    @Option(
            names = "--max-in-flight",
            defaultValue = "4000",
            description =
                    "How many events are handled at once; one of more than 1 KiB counts as several (default: ${DEFAULT-VALUE}).")
    private int maxInFlight;

    @Option(
            names = "--visibility",
            defaultValue = "60s",
            description = "How long a message stays hidden after its agent was killed (default: ${DEFAULT-VALUE}).")
    private Duration visibility = Duration.ZERO;

    @Option(
            names = "--patience",
            defaultValue = "10m",
            description =
                    "How long a trigger is tried before its event goes back to the queue (default: ${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--stop-grace",
            defaultValue = "20s",
            description = "How long running triggers may take on SIGTERM (default: ${DEFAULT-VALUE}).")
    private Duration stopGrace = Duration.ZERO;

    @Option(
            names = "--event-queue-pattern",
            defaultValue = SourceSettings.DEFAULT_QUEUE_PATTERN,
            description =
                    "Which queues the SqsEventSources of a namespace may name; * stands for letters, digits and _,"
                            + " ** also for - (default: ${DEFAULT-VALUE}).")
    private String eventQueuePattern = "";

    @Option(
            names = "--drop-undecodable",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Delete what an SqsEventSource cannot decode where its queue has no dead-letter queue.")
    private boolean dropUndecodable;

    @Option(
            names = "--listen",
            defaultValue = "0.0.0.0:8080",
            description = "Address and port of /healthz, /readyz and /metrics (default: ${DEFAULT-VALUE}).")
    private InetSocketAddress listen = new InetSocketAddress(0);

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException when an option is out of its range; the message names it and what is allowed
     */
    AgentConfig toConfig() {
        String cluster = clusterOptions.cluster();
        if (!queueUrl.matches("https?://.+/.+")) {
            throw new IllegalArgumentException("--queue-url: must be the http or https URL of a queue");
        }
        if (!isNamespace(namespace)) {
            throw new IllegalArgumentException("--namespace: must be a namespace's name, 1 to 63 of a-z, 0-9 and -");
        }
        if (!watchNamespaces.stream().allMatch(AgentOptions::isNamespace)) {
            throw new IllegalArgumentException(
                    "--watch-namespaces: must be namespaces' names, each 1 to 63 of a-z, 0-9 and -, separated by commas");
        }
        if (!receiverSelector.isEmpty() && !LabelSelector.isValid(receiverSelector)) {
            throw new IllegalArgumentException("--receiver-selector: must be a label selector such as team=a,"
                    + " tier!=test, env in (prod,staging), env notin (test), sluice or !sluice, several separated by"
                    + " commas");
        }
        if (secretRefresh.toSeconds() < 1) {
            throw new IllegalArgumentException("--secret-refresh: must be at least 1s");
        }
        if (maxInFlight < 1 || maxInFlight > 10_000) {
            throw new IllegalArgumentException("--max-in-flight: must be 1 to 10000");
        }
        if (visibility.toSeconds() < 3 || visibility.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException("--visibility: must be 3s to 12h");
        }
        if (!SourceSettings.isQueuePattern(eventQueuePattern)) {
            throw new IllegalArgumentException("--event-queue-pattern: must be made of letters, digits, -, _, <prefix>,"
                    + " <cluster>, <namespace>, * and **");
        }
        return new AgentConfig(
                clusterOptions.names(),
                cluster,
                queueUrl,
                namespace,
                Set.copyOf(watchNamespaces),
                Optional.of(receiverSelector).filter(selector -> !selector.isEmpty()),
                tokens,
                secretRefresh,
                rotationGrace,
                noCrossNamespaceRefs,
                maxInFlight,
                visibility,
                patience,
                stopGrace,
                eventQueuePattern,
                dropUndecodable,
                listen);
    }

    private static boolean isNamespace(String name) {
        return name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    }

    /** The environment's value for an option; null when there is none, or an empty one. */
    static @Nullable String fromEnvironment(ArgSpec arg, Map<String, String> environment) {
        String value =
                arg instanceof OptionSpec option ? environment.getOrDefault(variable(option.longestName()), "") : "";
        return value.isEmpty() ? null : value;
    }

    static String variable(String option) {
        return "SLUICE_" + option.substring("--".length()).replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
