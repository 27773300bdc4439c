package dev.sluice.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.embedded.KubePart;
import dev.sluice.route.ReceiverName;
import dev.sluice.route.WebhookPath;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.sluice.embedded.KubeParts#all")
class UrlsCommandTest {

    private static final String HOST = "--webhook-host=https://hooks.example.com/prod/";
    private static final String TOKEN = "s3cret-of-the-webhook";
    private static final List<Map<String, Object>> RESOURCES = List.of(Map.of("kind", "GitRepository", "name", "app"));

    private final KubePart kube;
    private FluxNamespace namespace;

    @SuppressWarnings("NullAway.Init") // in create()
    UrlsCommandTest(KubePart kube) {
        this.kube = kube;
    }

    @BeforeEach
    void create() {
        kube.notRun().ifPresent(Assumptions::abort);
        namespace = new FluxNamespace(kube.client());
        namespace.token("token", TOKEN);
    }

    @Test
    void eachReceiverIsToldWithItsUrlAndWhetherItChecksACredential() {
        ReceiverName github = receiver("github", Map.of(), false);
        ReceiverName generic = receiver("generic", Map.of(), false);
        ReceiverName suspended = receiver("harbor", Map.of(), true);
        ReceiverName withheld = receiver("quay", Map.of("sluice.dev/publish", "false"), false);
        namespace.receiver("without-status", "token", "app");

        Command command = run(HOST, "-n", namespace.name());

        assertThat(command.status()).isZero();
        assertThat(command.err()).isEmpty();
        assertThat(command.lines())
                .map(line -> line.replaceAll(" {2,}", " | "))
                .containsExactly(
                        "RECEIVER | TYPE | CHECKS | STATE | URL",
                        generic + " | generic | no | ready | " + url(generic),
                        github + " | github | signature | ready | " + url(github),
                        suspended + " | harbor | token | suspended | " + url(suspended),
                        withheld + " | quay | no | not published | " + url(withheld),
                        namespace.name() + "/without-status | github | signature | no path yet | -");
        assertThat(command.out()).doesNotContain(TOKEN);
    }

    @Test
    void theSameAsJson() throws Exception {
        ReceiverName github = receiver("github", Map.of(), false);
        namespace.receiver("without-status", "token", "app");

        Command command = run(HOST, "--namespace=" + namespace.name(), "--output=json");

        JsonNode expected = new JsonMapper()
                .readTree("""
                [{"namespace":"NAMESPACE","name":"github","type":"github","checks":"signature","state":"ready","url":"URL"},
                 {"namespace":"NAMESPACE","name":"without-status","type":"github","checks":"signature","state":"no path yet","url":null}]
                """.replace("NAMESPACE", namespace.name()).replace("URL", url(github)));
        assertThat(new JsonMapper().readTree(command.out())).isEqualTo(expected);
    }

    @Test
    void withoutANamespaceThoseOfAllAreTold() {
        ReceiverName one = receiver("github", Map.of(), false);
        FluxNamespace other = new FluxNamespace(kube.client());
        other.token("token", TOKEN);
        ReceiverName two = other.receiver("hook", "token", "app");

        assertThat(run(HOST).out()).contains(one.toString(), two.toString());
        assertThat(run(HOST, "--all-namespaces").out()).contains(one.toString(), two.toString());
        assertThat(run(HOST, "-n", other.name()).out()).contains(two.toString()).doesNotContain(one.toString());
    }

    @Test
    void aClusterThatDoesNotAnswerIsToldInOneSentence() {
        Command command = Command.run(
                new UrlsCommand(() -> new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(kube.config())
                                .withMasterUrl("http://127.0.0.1:1")
                                .withRequestRetryBackoffLimit(0)
                                .build())
                        .build()),
                HOST);

        assertThat(command.status()).isEqualTo(1);
        assertThat(command.out()).isEmpty();
        assertThat(command.err())
                .isEqualTo(
                        "sluice-agent: the Receivers cannot be listed: no API server answers; is KUBECONFIG right?\n");
    }

    private ReceiverName receiver(String type, Map<String, String> annotations, boolean suspended) {
        namespace.create(
                "notification.toolkit.fluxcd.io/v1",
                "Receiver",
                type,
                annotations,
                Map.of(
                        "type",
                        type,
                        "suspend",
                        suspended,
                        "secretRef",
                        Map.of("name", "token"),
                        "resources",
                        RESOURCES));
        ReceiverName name = new ReceiverName(namespace.name(), type);
        namespace.reconciled(name, TOKEN);
        return name;
    }

    private static String url(ReceiverName receiver) {
        return "https://hooks.example.com/prod/hook/"
                + WebhookPath.digestOf(TOKEN.getBytes(StandardCharsets.UTF_8), receiver);
    }

    private Command run(String... args) {
        return Command.run(new UrlsCommand(this::client), args);
    }

    private KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(kube.config()).build();
    }
}
