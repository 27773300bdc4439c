package dev.sluice.agent.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.ReceiverReader;
import dev.sluice.agent.receiver.ReceiverResource;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code sluice-agent urls}: the Receivers' webhook URLs, for those who may read the Receivers. The one place where Sluice
 * shows a path. Exit status 1: the Receivers cannot be read.
 */
@Command(
        name = "urls",
        mixinStandardHelpOptions = true,
        description = "Prints the webhook URL of each Receiver. The URLs are secrets.",
        footer = {"", "Runs with your own kubeconfig, not as the agent. See docs/operations.md."})
public final class UrlsCommand implements Callable<Integer> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Supplier<KubernetesClient> kubernetes;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = "--webhook-host",
            required = true,
            description = "Where webhooks come in, such as https://hooks.example.com or, with a stage,"
                    + " https://hooks.example.com/prod.")
    private String webhookHost = "";

    @Option(
            names = {"-n", "--namespace"},
            defaultValue = "",
            description = "Only the Receivers of this namespace (default: all).")
    private String namespace = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "The Receivers of all namespaces, whatever SLUICE_NAMESPACE says.")
    private boolean allNamespaces;

    @Option(names = "--output", defaultValue = "table", description = "table or json (default: ${DEFAULT-VALUE}).")
    private String output = "";

    /** @param kubernetes opens a client of the cluster */
    public UrlsCommand(Supplier<KubernetesClient> kubernetes) {
        this.kubernetes = kubernetes;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        WebhookHost host = host();
        if (!namespace.isEmpty() && !namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
            throw new IllegalArgumentException("--namespace: must be a namespace's name, 1 to 63 of a-z, 0-9 and -");
        }
        if (allNamespaces && spec.commandLine().getParseResult().hasMatchedOption("--namespace")) {
            throw new IllegalArgumentException("--all-namespaces: must not be given together with --namespace");
        }
        if (!output.equals("table") && !output.equals("json")) {
            throw new IllegalArgumentException("--output: must be table or json");
        }
        List<ReceiverUrl> urls;
        try (KubernetesClient client = kubernetes.get()) {
            urls = receivers(client).stream()
                    .map(receiver -> ReceiverUrl.of(receiver, host))
                    .toList();
        } catch (KubernetesClientException e) {
            spec.commandLine().getErr().println("sluice-agent: the Receivers cannot be listed: " + reason(e));
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.equals("json")) {
            out.println(JSON.writeValueAsString(urls));
        } else {
            print(urls, out);
        }
        out.flush();
        return 0;
    }

    private WebhookHost host() {
        try {
            return new WebhookHost(webhookHost);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--webhook-host: " + e.getMessage(), e);
        }
    }

    private List<Receiver> receivers(KubernetesClient client) {
        MixedOperation<ReceiverResource, KubernetesResourceList<ReceiverResource>, Resource<ReceiverResource>> all =
                client.resources(ReceiverResource.class);
        return (namespace.isEmpty() || allNamespaces ? all.inAnyNamespace() : all.inNamespace(namespace))
                .list().getItems().stream()
                        .map(ReceiverReader::read)
                        .sorted(Comparator.comparing(Receiver::name))
                        .toList();
    }

    private static String reason(KubernetesClientException e) {
        if (e.getCode() <= 0) {
            return "no API server answers; is KUBECONFIG right?";
        }
        return switch (e.getCode()) {
            case 401 -> "the API server does not know you (401)";
            case 403 -> "you may not list receivers.notification.toolkit.fluxcd.io (403)";
            case 404 -> "Flux's CRDs are not installed (404)";
            default -> "the API server answered " + e.getCode();
        };
    }

    private static void print(List<ReceiverUrl> urls, PrintWriter out) {
        Rows rows = new Rows("RECEIVER", "TYPE", "CHECKS", "STATE", "URL");
        urls.forEach(url -> rows.add(
                url.namespace() + "/" + url.name(),
                url.type(),
                url.checks(),
                url.state(),
                url.url() == null ? "-" : url.url()));
        rows.print(out);
    }
}
