package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.Reading;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The samples with webhooks, as they are: their manifests in a cluster, and each webhook of the table in their README as
 * its provider sends it.
 */
class WebhookSamplesTest {

    private static final Path SAMPLES = Path.of("..");
    private static final String TWO_CLUSTERS = "two-clusters";
    private static final Pattern JSON = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\| \\[([\\w-]+)]\\(([\\w-]+)\\) \\|");
    private static final Pattern APPLIED = Pattern.compile("-f ([\\w/-]+\\.yaml)");
    private static final Map<String, String> WATCHED = Map.of("reconcile.fluxcd.io/watch", "Enabled");

    /** All with a table of webhooks. */
    static List<String> samples() throws IOException {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            return folders.filter(SampleWebhook::hasTable)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    static Stream<Arguments> samplesAndParts() throws IOException {
        return samples().stream().flatMap(sample -> KubeParts.all().stream().map(part -> Arguments.of(sample, part)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("samplesAndParts")
    void eachWebhookTriggersWhatTheReadmeSaysAndNothingElse(String sample, KubePart kubernetes) throws Exception {
        kubernetes.notRun().ifPresent(Assumptions::abort);
        Path folder = SAMPLES.resolve(sample);
        List<SampleWebhook> webhooks = SampleWebhook.of(folder);
        Set<String> triggering = new HashSet<>();
        try (SampleRun run = run(folder, kubernetes)) {
            for (SampleWebhook webhook : webhooks) {
                assertThat(run.triggeredBy(webhook)).as(webhook.webhook()).isEqualTo(webhook.triggers());
                assertThat(run.names()).as(webhook.webhook()).containsAll(webhook.follows());
                if (!webhook.triggers().isEmpty()) {
                    triggering.add(webhook.receiver().toString());
                }
            }
            assertThat(triggering).isEqualTo(run.receivers());
        }
    }

    private static SampleRun run(Path folder, KubePart kubernetes) throws Exception {
        if (!folder.endsWith(TWO_CLUSTERS)) {
            return new SampleRun(folder, kubernetes);
        }
        MatchResult json = JSON.matcher(Files.readString(folder.resolve("README.md")))
                .results()
                .findFirst()
                .orElseThrow();
        if (ClustersJson.read(json.group(1)) instanceof Reading.Read<List<Cluster>>(var clusters, var problems)
                && problems.isEmpty()) {
            return new SampleRun(folder, clusters, kubernetes);
        }
        throw new AssertionError("the clusters in the README");
    }

    @Test
    void theListOfSamplesIsComplete() throws Exception {
        List<String> folders = new ArrayList<>(samples());
        folders.addAll(List.of("event-sources", "localstack"));
        List<String> linked = LINK.matcher(Files.readString(SAMPLES.resolve("README.md")))
                .results()
                .map(link -> link.group(2))
                .toList();

        assertThat(linked).containsExactlyInAnyOrderElementsOf(folders);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatTheReadmeAppliesIsThereAndIntervalsAreRaised(String sample) throws Exception {
        Path folder = SAMPLES.resolve(sample);
        String readme = Files.readString(folder.resolve("README.md"));
        assertThat(APPLIED.matcher(readme).results().map(found -> folder.resolve(found.group(1))))
                .allMatch(Files::exists);

        List<Duration> intervals = new ArrayList<>();
        for (HasMetadata object : SampleObjects.manifests(folder)) {
            if (object instanceof GenericKubernetesResource flux
                    && flux.get("spec", "interval") instanceof String time) {
                intervals.add(Duration.parse("PT" + time.toUpperCase(Locale.ROOT)));
            }
        }

        assertThat(intervals).isNotEmpty().allMatch(interval -> interval.compareTo(Duration.ofHours(1)) >= 0);
        assertThat(readme).contains("(../README.md#intervals)");
    }

    /** No definitions of these kinds are at hand, so that they are not applied. */
    @Test
    void theTokenHasTheSameNameKeyAndLabelInAllItsForms() throws Exception {
        Path folder = SAMPLES.resolve("tenant-demo");

        Secret secret = only(Secret.class, folder, "token/secret.yaml");
        assertThat(secret.getMetadata().getLabels()).isEqualTo(WATCHED);

        GenericKubernetesResource sealed = only(GenericKubernetesResource.class, folder, "token/sealed-secret.yaml");
        assertThat(sealed.getApiVersion() + " " + sealed.getKind()).isEqualTo("bitnami.com/v1alpha1 SealedSecret");
        assertThat(sealed.<Map<String, String>>get("spec", "encryptedData")).containsOnlyKeys("token");
        assertThat(sealed.<Map<String, Object>>get("spec", "template", "metadata"))
                .isEqualTo(Map.of("name", "webhook-token", "namespace", "flux-system", "labels", WATCHED));
        assertThat(sealed.getMetadata().getName()).isEqualTo("webhook-token");

        GenericKubernetesResource external =
                only(GenericKubernetesResource.class, folder, "token/external-secret.yaml");
        assertThat(external.getApiVersion() + " " + external.getKind())
                .isEqualTo("external-secrets.io/v1 ExternalSecret");
        assertThat(external.getMetadata().getLabels()).isEqualTo(WATCHED);
        assertThat(external.<String>get("spec", "target", "name")).isEqualTo("webhook-token");
        assertThat(external.<List<Object>>get("spec", "data"))
                .containsExactly(Map.of(
                        "secretKey",
                        "token",
                        "remoteRef",
                        Map.of("key", new SecretNames("sluice").token("prod-eu", "flux-system", "webhook-token"))));
    }

    /** Its definition is not at hand either. */
    @Test
    void theRouteThatApiGatewayReplacesLeadsToTheWebhookReceiver() throws Exception {
        HTTPRoute route = only(HTTPRoute.class, SAMPLES.resolve("tenant-demo"), "before/httproute.yaml");

        assertThat(route.getApiVersion()).isEqualTo("gateway.networking.k8s.io/v1");
        assertThat(route.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getMatches())
                    .singleElement()
                    .satisfies(match -> assertThat(match.getPath().getType() + " "
                                    + match.getPath().getValue())
                            .isEqualTo("PathPrefix /hook/"));
            assertThat(rule.getBackendRefs())
                    .singleElement()
                    .satisfies(backend -> assertThat(backend.getName() + ":" + backend.getPort())
                            .isEqualTo("webhook-receiver:80"));
        });
    }

    private static <T extends HasMetadata> T only(Class<T> type, Path folder, String file) throws IOException {
        List<HasMetadata> objects = SampleObjects.manifests(folder.resolve(file));
        assertThat(objects).hasSize(1);
        return type.cast(objects.getFirst());
    }
}
