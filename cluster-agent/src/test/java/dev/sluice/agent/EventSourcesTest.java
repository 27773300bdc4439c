package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.EmbeddedKube;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event sources in the whole agent, between an AWS and a Kubernetes in this JVM. */
class EventSourcesTest {

    private static final String ECR = """
            {"version": "0", "id": "13cde686", "detail-type": "ECR Image Action", "source": "aws.ecr",
             "detail": {"action-type": "PUSH", "repository-name": "app"}}""";

    private static EmbeddedAws aws;

    // its own for each test: an agent sees the sources of all namespaces
    private EmbeddedKube kube;
    private Installation installation;
    private FluxNamespace namespace;

    @BeforeAll
    static void startAws() {
        aws = EmbeddedAws.start();
    }

    @AfterAll
    static void stopAws() {
        aws.close();
    }

    @BeforeEach
    void install() {
        kube = EmbeddedKube.start();
        namespace = new FluxNamespace(kube.client());
        installation = new Installation(aws, kube.client(), namespace);
        namespace.gitRepository("app");
    }

    @AfterEach
    void uninstall() {
        installation.close();
        kube.close();
    }

    @Test
    void anEventTriggersWhatItsSourceNamesAndIsDeleted() throws Exception {
        String queue = queue("images");
        namespace.eventSource("images", name("images"), Map.of("events", List.of("ecr image action")));
        Agent agent = installation.agent();
        isReady("images");
        send(queue, ECR);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
        Eventually.isTrue("deleted", () -> installation.queued(queue) == 0);
        assertThat(installation.metric(agent, "sluice_source_messages_total")).isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"Triggered\"}"))
                .isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_source_event_age_seconds_count"))
                .isEqualTo(1);
        Eventually.holds(() -> assertThat(status("images").<String>get("status", "lastEventTime"))
                .satisfies(time ->
                        assertThat(Instant.parse(time)).isBetween(Instant.now().minusSeconds(60), Instant.now())));
    }

    @Test
    void anEventThatIsNotNamedOrIsFilteredTriggersNothingAndIsDeleted() throws Exception {
        String queue = queue("images");
        namespace.eventSource(
                "images",
                name("images"),
                Map.of(
                        "events",
                        List.of("ECR Image Action"),
                        "resources",
                        List.of(Map.of(
                                "kind",
                                "GitRepository",
                                "name",
                                "app",
                                "filter",
                                "req.detail['repository-name'] == res.metadata.name"))));
        Agent agent = installation.agent();
        send(queue, ECR.replace("ECR Image Action", "ECR Image Scan"));
        send(queue, ECR.replace("\"app\"", "\"another\""));
        Eventually.holds(() -> {
            assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"NotSubscribed\"}"))
                    .isEqualTo(1);
            assertThat(installation.metric(agent, "sluice_decisions_total{reason=\"Filtered\"}"))
                    .isEqualTo(1);
        });
        Eventually.isTrue("deleted", () -> installation.queued(queue) == 0);
        assertThat(namespace.requestedAt("app")).isEmpty();
        send(queue, ECR);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
    }

    @Test
    void aSourceThatAppearsChangesAndGoesIsFollowedWithoutARestart() throws Exception {
        installation.agent();
        String first = queue("first");
        String second = queue("second");
        GenericKubernetesResource source = namespace.eventSource("images", name("first"), Map.of());
        isReady("images");
        send(first, ECR);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
        String before = namespace.requestedAt("app").orElseThrow();

        edit(source, "queue", Map.of("name", name("second")));
        send(second, ECR);
        Eventually.holds(
                () -> assertThat(namespace.requestedAt("app")).isPresent().get().isNotEqualTo(before));

        namespace
                .object(FluxNamespace.SQS_EVENT_SOURCE, "SqsEventSource", "images")
                .delete();
        // a long poll that is cut off may still take the next message; then it comes again after its visibility
        Thread.sleep(Duration.ofSeconds(1));
        send(second, ECR);
        Thread.sleep(Duration.ofSeconds(2));
        assertThat(installation.queued(second)).isEqualTo(1);
    }

    @Test
    void aSuspendedSourceLeavesItsQueueAlone() throws Exception {
        String queue = queue("images");
        GenericKubernetesResource source = namespace.eventSource("images", name("images"), Map.of("suspend", true));
        installation.agent();
        send(queue, ECR);
        Thread.sleep(Duration.ofSeconds(2));
        assertThat(installation.queued(queue)).isEqualTo(1);
        assertThat(namespace.condition("images", "Ready")).isEmpty();
        edit(source, "suspend", false);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
    }

    @Test
    void aQueueThatIsNotThereIsToldAndTakenUpWhenItComes() throws Exception {
        String other = queue("there");
        namespace.eventSource("missing", name("missing"), Map.of());
        namespace.eventSource("there", name("there"), Map.of());
        installation.agent();
        Eventually.holds(() -> assertThat(namespace.condition("missing", "Ready"))
                .matches("False (NonExistentQueue|QueueDoesNotExist)"));
        assertThat(namespace.condition("missing", "Reconciling")).startsWith("True ProgressingWithRetry");
        isReady("there");
        send(other, ECR);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());

        String before = namespace.requestedAt("app").orElseThrow();
        String missing = queue("missing");
        isReady("missing");
        send(missing, ECR);
        Eventually.holds(
                () -> assertThat(namespace.requestedAt("app")).isPresent().get().isNotEqualTo(before));
    }

    @Test
    void ofTwoSourcesOnOneQueueTheOlderHasIt() throws Exception {
        queue("images");
        namespace.eventSource("older", name("images"), Map.of());
        // creation times are whole seconds
        Thread.sleep(Duration.ofMillis(1_100));
        namespace.eventSource("a-younger", name("images"), Map.of());
        installation.agent();
        isReady("older");
        Eventually.holds(
                () -> assertThat(namespace.condition("a-younger", "Stalled")).startsWith("True"));
        assertThat(namespace.condition("a-younger", "Ready")).isEqualTo("False QueueTaken");
        namespace
                .object(FluxNamespace.SQS_EVENT_SOURCE, "SqsEventSource", "older")
                .delete();
        isReady("a-younger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"another namespace's", "webhooks", "dead letters", "another cluster's"})
    void aQueueThatIsNotItsOwnIsRefusedAndNoMessageOfItTouched(String which) throws Exception {
        FluxNamespace other = new FluxNamespace(kube.client());
        String name = switch (which) {
            case "another namespace's" -> installation.eventQueue(other, "images");
            case "webhooks" -> "sluice-" + installation.cluster;
            case "dead letters" -> name("images") + "-dlq";
            default -> "sluice-elsewhere-events-" + namespace.name() + "-images";
        };
        String url = which.equals("dead letters") ? queue("images") + "-dlq" : url(name, which);
        if (!which.equals("webhooks")) {
            send(url, ECR);
        }
        namespace.eventSource("images", name, Map.of());
        Agent agent = installation.agent();
        Eventually.holds(
                () -> assertThat(namespace.condition("images", "Stalled")).startsWith("True Queue"));
        assertThat(namespace.condition("images", "Ready")).startsWith("False Queue");
        Thread.sleep(Duration.ofSeconds(2));
        assertThat(namespace.requestedAt("app")).isEmpty();
        assertThat(installation.metric(agent, "sluice_source_messages_total")).isZero();
        if (!which.equals("webhooks")) {
            assertThat(receiveCount(url)).isEqualTo(1);
        }
    }

    private String url(String name, String which) {
        return which.equals("webhooks") ? installation.queueUrl : aws.createQueue(name);
    }

    @Test
    void whatCannotBeDecodedGoesToTheQueuesDeadLetters() throws Exception {
        String queue = queue("images");
        namespace.eventSource("images", name("images"), Map.of());
        Agent agent = installation.agent();
        send(queue, "no JSON");
        send(queue, ECR);
        Eventually.holds(() -> assertThat(namespace.requestedAt("app")).isPresent());
        Eventually.isTrue("buried", () -> installation.queued(queue + "-dlq") == 1 && installation.queued(queue) == 0);
        assertThat(installation.metric(agent, "sluice_source_undecodable_total"))
                .isEqualTo(1);
        assertThat(installation.metric(agent, "sluice_dead_letters_total{reason=\"Undecodable\"}"))
                .isEqualTo(1);
        Eventually.holds(() -> assertThat(kube.client()
                        .v1()
                        .events()
                        .inNamespace(namespace.name())
                        .list()
                        .getItems())
                .extracting(Event::getReason)
                .contains("Undecodable"));
    }

    @Test
    void withoutDeadLettersItIsKeptUnlessTheOperatorWantsItDropped() throws Exception {
        String queue = installation
                .sqs()
                .createQueue(request -> request.queueName(name("images")))
                .queueUrl();
        namespace.eventSource("images", name("images"), Map.of());
        Agent keeping = installation.agent();
        send(queue, "no JSON");
        Eventually.holds(() -> assertThat(installation.metric(keeping, "sluice_source_undecodable_total"))
                .isPositive());
        assertThat(installation.queued(queue)).isEqualTo(1);
        keeping.close();
        Agent dropping = installation.droppingAgent();
        Eventually.isTrue("dropped", () -> installation.queued(queue) == 0);
        assertThat(installation.metric(dropping, "sluice_source_dropped_total")).isEqualTo(1);
    }

    @Test
    void aFilterThatDoesNotCompileStallsItsSource() throws Exception {
        queue("images");
        namespace.eventSource("images", name("images"), Map.of("resourceFilter", "requrest.x"));
        installation.agent();
        Eventually.holds(
                () -> assertThat(namespace.condition("images", "Ready")).isEqualTo("False InvalidCELExpression"));
    }

    @Test
    void anEventOnAnyOfFiftyQueuesIsTriggeredWhileTheOthersIdle() throws Exception {
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            queues.add(queue("q" + i));
            namespace.gitRepository("app-" + i);
            namespace.eventSource(
                    "source-" + i,
                    name("q" + i),
                    Map.of("resources", List.of(Map.of("kind", "GitRepository", "name", "app-" + i))));
        }
        installation.agent();
        for (int i = 0; i < 50; i++) {
            isReady("source-" + i);
        }
        for (int i : List.of(0, 17, 49)) {
            send(queues.get(i), ECR);
            Eventually.holds(() -> assertThat(namespace.requestedAt("app-" + i)).isPresent());
        }
        assertThat(namespace.requestedAt("app-1")).isEmpty();
    }

    private void isReady(String source) throws Exception {
        Eventually.holds(() -> assertThat(namespace.condition(source, "Ready")).startsWith("True"));
    }

    private GenericKubernetesResource status(String source) {
        return namespace
                .object(FluxNamespace.SQS_EVENT_SOURCE, "SqsEventSource", source)
                .get();
    }

    /** A patch of that field alone: the agent writes the status meanwhile, so what was read may be old at once. */
    private void edit(GenericKubernetesResource source, String field, Object value) {
        namespace
                .object(
                        FluxNamespace.SQS_EVENT_SOURCE,
                        "SqsEventSource",
                        source.getMetadata().getName())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("spec", Map.of(field, value))));
    }

    private String name(String queue) {
        return installation.eventQueue(namespace, queue);
    }

    private String queue(String queue) {
        return aws.createQueue(name(queue));
    }

    private void send(String queueUrl, String body) {
        installation.sqs().sendMessage(request -> request.queueUrl(queueUrl).messageBody(body));
    }

    /** How often the one message was received, this time included. */
    private int receiveCount(String queueUrl) {
        return Integer.parseInt(installation
                .sqs()
                .receiveMessage(request ->
                        request.queueUrl(queueUrl).messageSystemAttributeNamesWithStrings("ApproximateReceiveCount"))
                .messages()
                .getFirst()
                .attributesAsStrings()
                .getOrDefault("ApproximateReceiveCount", "0"));
    }
}
