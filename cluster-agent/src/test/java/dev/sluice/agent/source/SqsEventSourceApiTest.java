package dev.sluice.agent.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.agent.AdjustableClock;
import dev.sluice.agent.FluxNamespace;
import dev.sluice.agent.SluiceCrds;
import dev.sluice.agent.filter.Filters;
import dev.sluice.agent.format.EventFormat;
import dev.sluice.agent.plan.Planner;
import dev.sluice.agent.plan.Subscription;
import dev.sluice.agent.receiver.ReceiverReader;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server makes of the CRD. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsEventSourceApiTest {

    private final AtomicInteger made = new AtomicInteger();
    private KubernetesClient kubernetes;
    private FluxNamespace namespace;

    @BeforeAll
    void serve() {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(Assumptions::abort);
        SluiceCrds.serve(real);
        kubernetes = real.client();
        namespace = new FluxNamespace(kubernetes);
    }

    @Test
    void theSchemaIsStructuralAndTheKindIsServed() {
        CustomResourceDefinition crd = kubernetes
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("sqseventsources.sluice.dev")
                .get();
        assertThat(crd.getStatus().getConditions())
                .filteredOn(condition -> condition.getStatus().equals("True"))
                .extracting(CustomResourceDefinitionCondition::getType)
                .contains("NamesAccepted", "Established")
                .doesNotContain("NonStructuralSchema");
        assertThat(crd.getStatus().getAcceptedNames().getShortNames()).containsExactly("sqses");
        assertThat(crd.getStatus().getAcceptedNames().getCategories()).contains("all", "fluxcd");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {resources: [{kind: GitRepository, name: app}]} | spec.queue: Required value",
                "spec: {queue: {name: q}} | spec.resources: Required value",
                "x: y | spec: Required value",
                "spec: {queue: {}, $R} | spec.queue.name: Required value",
                "spec: {queue: {name: ''}, $R} | spec.queue.name in body should match",
                "spec: {queue: {name: a.b}, $R} | spec.queue.name in body should match",
                "spec: {queue: {name: $81x}, $R} | spec.queue.name: Too long: may not be more than 80",
                "spec: {queue: {name: q.fifo}, $R} | queue.name cannot be that of a FIFO queue",
                "spec: {queue: {name: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q'}, $R} | queue.name is the name of a queue, not its URL or ARN",
                "spec: {queue: {name: 'arn:aws:sqs:eu-west-1:123456789012:q'}, $R} | queue.name is the name of a queue, not its URL or ARN",
                "spec: {queue: {name: q, region: Ireland}, $R} | spec.queue.region in body should match",
                "spec: {$Q, $R, format: xml} | spec.format: Unsupported value: \"xml\": supported values: \"auto\", \"eventbridge\", \"sns\", \"s3\", \"cloudevents\", \"json\"",
                "spec: {$Q, $R, events: ['']} | spec.events[0] in body should be at least 1 chars long",
                "spec: {$Q, $R, events: push} | spec.events: Invalid value",
                "spec: {$Q, $R, suspend: 'no'} | spec.suspend: Invalid value",
                "spec: {$Q, $R, resourceFilter: [x]} | spec.resourceFilter: Invalid value",
                "spec: {$Q, $R, resourceFilter: $4097x} | spec.resourceFilter: Too long",
                "spec: {$Q, resources: []} | spec.resources in body should have at least 1 items",
                "spec: {$Q, resources: [{name: app}]} | spec.resources[0].kind: Required value",
                "spec: {$Q, resources: [{kind: '', name: app}]} | spec.resources[0].kind in body should match",
                "spec: {$Q, resources: [{kind: Bucket}]} | spec.resources[0].name: Required value",
                "spec: {$Q, resources: [{kind: Bucket, name: ''}]} | spec.resources[0].name in body should be at least 1 chars long",
                "spec: {$Q, resources: [{kind: Bucket, name: $254x}]} | spec.resources[0].name: Too long",
                "spec: {$Q, resources: [{kind: Bucket, name: a, namespace: ''}]} | spec.resources[0].namespace in body should be at least 1 chars long",
                "spec: {$Q, resources: [{kind: Bucket, name: a}, {kind: Bucket, name: '*'}]} | spec.resources[1].matchLabels: Required value: matchLabels is required with name *; {} selects all",
                "spec: {$Q, resources: [{kind: Kustomization, name: a}]} | spec.resources[0].apiVersion: Required value: apiVersion is required for this kind",
                "spec: {$Q, resources: [{kind: Bucket, name: a, apiVersion: ../v1}]} | spec.resources[0].apiVersion in body should match",
            })
    void aWrongSpecIsRefusedAndTheMessageNamesTheField(String wrong, String message) {
        assertThatThrownBy(() -> create(wrong))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec: {$Q, $R}",
                "spec: {queue: {name: A_b-9, region: us-gov-west-1}, $R, events: [], format: s3, suspend: false}",
                "spec: {$Q, resources: [{kind: Bucket, name: '*', matchLabels: {}}]}",
                "spec: {$Q, resources: [{kind: Bucket, name: '*', matchLabels: {a: b}, namespace: c, filter: 'true'}]}",
                "spec: {$Q, resources: [{kind: Anything, name: a, apiVersion: example.com/v1}], resourceFilter: 'true'}",
                "spec: {$Q, resources: [{kind: ConfigMap, name: a, apiVersion: v1}]}",
            })
    void aRightSpecIsTaken(String right) {
        assertThat(create(right).getMetadata().getGeneration()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void eachFormatIsTaken(EventFormat format) {
        assertThat(create("spec: {$Q, $R, format: " + format.label() + "}")
                        .getSpec()
                        .format())
                .isEqualTo(format.label());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GitRepository",
                "OCIRepository",
                "Bucket",
                "HelmRepository",
                "HelmChart",
                "ExternalArtifact",
                "ArtifactGenerator",
                "Kustomization",
                "HelmRelease",
                "ImageRepository",
                "ImagePolicy",
                "ImageUpdateAutomation",
                "FluxInstance",
                "ResourceSet",
                "ResourceSetInputProvider"
            })
    void aKindIsTakenWithoutApiVersionWhereThePlannerKnowsOne(String kind) {
        String spec = "spec: {$Q, resources: [{kind: " + kind + ", name: a}]}";
        SqsEventSourceResource resource = Serialization.unmarshal(yaml(spec), SqsEventSourceResource.class);
        boolean planned = new Planner(false, Set.of(), new Filters())
                .plan(new Subscription(
                        "apps", ReceiverReader.references(resource.getSpec().resources()), Optional.empty(), false))
                .refusals()
                .isEmpty();
        boolean taken = true;
        try {
            create(spec);
        } catch (KubernetesClientException e) {
            taken = false;
        }
        assertThat(taken).isEqualTo(planned);
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        SqsEventSourceResource made = create("spec: {$Q, $R}");
        assertThat(made.getSpec().format()).isEqualTo("auto");
        assertThat(made.getStatus().observedGeneration()).isEqualTo(-1);
        assertThat(SqsEventSourceReader.read(made).standing()).isEqualTo(SourceStanding.NONE);
    }

    @Test
    void oneConditionOfATypeIsEnough() {
        SqsEventSourceResource made = create("spec: {$Q, $R}");
        String condition = "{\"type\":\"Ready\",\"status\":\"True\",\"reason\":\"R\",\"message\":\"\","
                + "\"lastTransitionTime\":\"2026-11-20T10:00:00Z\"}";
        Resource<SqsEventSourceResource> resource = kubernetes.resource(made);
        assertThatThrownBy(() -> resource.subresource("status")
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"status\":{\"conditions\":[" + condition + "," + condition + "]}}"))
                .hasMessageContaining("status.conditions[1]: Duplicate value");
    }

    /** As {@code kubectl get} asks. */
    @Test
    void aListShowsAgeReadyStatusAndQueue() throws Exception {
        FluxNamespace own = new FluxNamespace(kubernetes);
        SqsEventSourceResource made = create(own, "spec: {queue: {name: sluice-prod-events-apps-a}, $R}");
        new SourceStatus(kubernetes, AdjustableClock.anytime())
                .write(
                        SqsEventSourceReader.read(made),
                        new SourceState.Retrying("QueueMissing", "The queue does not exist."));
        JsonNode table = table(own);
        List<String> columns = new ArrayList<>();
        table.path("columnDefinitions")
                .forEach(column -> columns.add(column.path("name").asText()));
        assertThat(columns).containsExactly("Name", "Age", "Ready", "Status", "Queue");
        List<String> cells = new ArrayList<>();
        table.path("rows").path(0).path("cells").forEach(cell -> cells.add(cell.asText()));
        assertThat(cells).hasSize(5);
        assertThat(cells.get(0)).isEqualTo(made.getMetadata().getName());
        assertThat(cells.get(1)).matches("[0-9]+s");
        assertThat(cells.subList(2, 5))
                .containsExactly("False", "The queue does not exist.", "sluice-prod-events-apps-a");
    }

    private JsonNode table(FluxNamespace in) throws Exception {
        HttpClient http = kubernetes.getHttpClient();
        return new JsonMapper()
                .readTree(http.sendAsync(
                                http.newHttpRequestBuilder()
                                        .uri(kubernetes.getConfiguration().getMasterUrl()
                                                + "apis/sluice.dev/v1alpha1/namespaces/" + in.name()
                                                + "/sqseventsources")
                                        .header("Accept", "application/json;as=Table;g=meta.k8s.io;v=v1")
                                        .build(),
                                String.class)
                        .get()
                        .body());
    }

    private SqsEventSourceResource create(String spec) {
        return create(namespace, spec);
    }

    /** Sent as it is written, not as the type would have it. */
    private SqsEventSourceResource create(FluxNamespace in, String spec) {
        GenericKubernetesResource written = Serialization.unmarshal(yaml(spec), GenericKubernetesResource.class);
        kubernetes
                .genericKubernetesResources(written.getApiVersion(), written.getKind())
                .inNamespace(in.name())
                .resource(written)
                .create();
        return kubernetes
                .resources(SqsEventSourceResource.class)
                .inNamespace(in.name())
                .withName(written.getMetadata().getName())
                .get();
    }

    /** With {@code $Q} and {@code $R} for a queue and resources, and {@code $9x} for nine letters x. */
    private String yaml(String spec) {
        String whole = """
                apiVersion: sluice.dev/v1alpha1
                kind: SqsEventSource
                metadata: {name: s%d}
                %s
                """.formatted(
                made.incrementAndGet(),
                spec.replace("$Q", "queue: {name: q}").replace("$R", "resources: [{kind: GitRepository, name: app}]"));
        return Pattern.compile("\\$([0-9]+)x")
                .matcher(whole)
                .replaceAll(match -> "x".repeat(Integer.parseInt(match.group(1))));
    }
}
