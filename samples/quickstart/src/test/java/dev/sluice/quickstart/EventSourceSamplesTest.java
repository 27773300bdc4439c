package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.embedded.AwsPart;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The samples of event sources as they are: their templates in an AWS, their manifests in a cluster, and the change itself
 * at the service that it comes from.
 */
class EventSourceSamplesTest {

    /** Those that can carry an event from one service to the next. */
    static Stream<Arguments> parts() {
        return AwsParts.all().stream()
                .filter(aws -> !aws.name().equals("embedded"))
                .flatMap(aws -> KubeParts.all().stream().map(kubernetes -> Arguments.of(aws, kubernetes)));
    }

    /** AWS's own event buses take no events of AWS from others; MiniStack is as strict. */
    static Stream<Arguments> partsThatTakeEventsOfAws() {
        return parts().filter(arguments -> ((AwsPart) arguments.get()[0]).name().equals("LocalStack"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("partsThatTakeEventsOfAws")
    void anImagePushedToEcrTriggersTheImageRepositoryOfItsName(AwsPart aws, KubePart kubernetes) throws Exception {
        try (Run run = new Run(aws, kubernetes, "ecr", Map.of())) {
            run.neighbour("ImageRepository", "my-app", "my-other-app");
            push(run, "somebody-elses");
            push(run, "my-app");
            run.onlyIsTriggered("ImageRepository", "my-app");
        }
    }

    private static void push(Run run, String repository) throws Exception {
        put(
                run,
                "aws.ecr",
                "ECR Image Action",
                List.of(),
                Map.of(
                        "result",
                        "SUCCESS",
                        "repository-name",
                        repository,
                        "action-type",
                        "PUSH",
                        "image-tag",
                        "1.4.0"));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("partsThatTakeEventsOfAws")
    void aPushToTheBranchAtCodeCommitTriggersTheGitRepository(AwsPart aws, KubePart kubernetes) throws Exception {
        try (Run run = new Run(aws, kubernetes, "codecommit", Map.of("RepositoryName", "flux-repo"))) {
            run.neighbour("GitRepository", "flux-repo", "another-repo");
            String repository = "arn:aws:codecommit:us-east-1:000000000000:flux-repo";
            pushTo(run, repository, "refs/heads/feature");
            run.nothingIsTriggered();
            pushTo(run, repository, "refs/heads/main");
            run.onlyIsTriggered("GitRepository", "flux-repo");
        }
    }

    private static void pushTo(Run run, String repository, String reference) throws Exception {
        put(
                run,
                "aws.codecommit",
                "CodeCommit Repository State Change",
                List.of(repository),
                Map.of(
                        "event", "referenceUpdated",
                        "repositoryName", "flux-repo",
                        "referenceType", "branch",
                        "referenceFullName", reference));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parts")
    void anObjectBelowThePrefixTriggersTheBucket(AwsPart aws, KubePart kubernetes) throws Exception {
        String bucket = "flux-manifests-" + Long.toHexString(System.nanoTime());
        try (Run run = new Run(aws, kubernetes, "s3", Map.of("BucketName", bucket), "flux-manifests", bucket)) {
            run.neighbour("Bucket", bucket, "another-bucket");
            write(run, bucket, "other/app.yaml");
            run.nothingIsTriggered();
            write(run, bucket, "apps/app.yaml");
            run.onlyIsTriggered("Bucket", bucket);
        }
    }

    private static void write(Run run, String bucket, String key) throws Exception {
        run.aws.putObject(bucket, key, "kind: List");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parts")
    void aMessageOnTheTopicTriggersTheHelmRepositoryThatItNames(AwsPart aws, KubePart kubernetes) throws Exception {
        String topic = "charts-" + Long.toHexString(System.nanoTime());
        try (Run run = new Run(aws, kubernetes, "sns", Map.of("TopicName", topic))) {
            run.neighbour("HelmRepository", "charts", "other-charts");
            publish(run, topic, "{\"repository\": \"nobodys\"}");
            run.nothingIsTriggered();
            publish(run, topic, "{\"repository\": \"charts\", \"chart\": \"podinfo\"}");
            run.onlyIsTriggered("HelmRepository", "charts");
        }
    }

    private static void publish(Run run, String topic, String message) throws Exception {
        run.aws.publish(topic, message);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("parts")
    void aCloudEventOrACdEventTriggersTheKustomization(AwsPart aws, KubePart kubernetes) throws Exception {
        try (Run run = new Run(
                aws, kubernetes, "cloudevents", Map.of("ProducerRoleArn", "arn:aws:iam::000000000000:role/producer"))) {
            run.neighbour("Kustomization", "my-app", "my-other-app");
            run.aws
                    .sqs()
                    .sendMessage(request -> request.queueUrl(run.queueUrl()).messageBody("""
                    {"specversion": "1.0", "id": "1", "source": "/ci", "type": "com.example.something.else",
                     "data": {"app": "my-app"}}"""));
            run.aws
                    .sqs()
                    .sendMessage(request -> request.queueUrl(run.queueUrl()).messageBody("""
                    {"specversion": "1.0", "id": "2", "source": "/ci", "type": "dev.cdevents.artifact.published.0.2.0",
                     "data": {"context": {}, "subject": {"id": "pkg:oci/my-other-app@sha256%3A0b31"}}}"""));
            run.nothingIsTriggered();
            run.aws
                    .sqs()
                    .sendMessage(request -> request.queueUrl(run.queueUrl()).messageBody("""
                    {"specversion": "1.0", "id": "3", "source": "/ci", "type": "dev.cdevents.artifact.published.0.2.0",
                     "data": {"context": {}, "subject": {"id": "pkg:oci/my-app@sha256%3A0b31"}}}"""));
            run.onlyIsTriggered("Kustomization", "my-app");
            String before = run.cluster.requestedAt("Kustomization", "my-app");
            run.aws
                    .sqs()
                    .sendMessage(request -> request.queueUrl(run.queueUrl())
                            .messageBody("{\"app\": \"my-app\"}")
                            .messageAttributes(Map.of(
                                    "ce-specversion", text("1.0"),
                                    "ce-id", text("4"),
                                    "ce-source", text("/ci"),
                                    "ce-type", text("com.example.deployment.requested"))));
            Until.isTrue(
                    "triggered again",
                    () -> !run.cluster.requestedAt("Kustomization", "my-app").equals(before));
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static void put(Run run, String source, String type, List<String> resources, Map<String, String> detail)
            throws Exception {
        run.aws.putEvent(source, type, resources, detail);
    }

    /** A sample, deployed to both sides, and an agent between them. */
    private static final class Run implements AutoCloseable {

        final SampleAws aws;
        final SampleCluster cluster;
        private final KubernetesClient agentsClient;
        private final Agent agent;
        private final String queue;

        Run(AwsPart aws, KubePart kubernetes, String sample, Map<String, String> parameters, String... renamed)
                throws Exception {
            aws.notRun().ifPresent(Assumptions::abort);
            kubernetes.notRun().ifPresent(Assumptions::abort);
            Installation sluice = new Installation(aws.endpoint());
            this.cluster = new SampleCluster(kubernetes, sample);
            this.queue =
                    sluice.names().prefix() + "-" + Installation.CLUSTER + "-events-" + cluster.namespace() + "-sample";
            this.aws = new SampleAws(aws.endpoint());
            this.aws.deploy(sample, queue, parameters);
            this.cluster.apply(queue, renamed);
            this.agentsClient = AgentsUser.client(kubernetes);
            this.agent = sluice.agent(sluice.endpoint(), agentsClient, Duration.ofHours(1));
            Until.isTrue("the source is ready", cluster::isReady);
        }

        String queueUrl() {
            return aws.queueUrl(queue);
        }

        /** Another object of the kind, alike but for its name. */
        void neighbour(String kind, String like, String name) {
            cluster.neighbour(kind, like, name);
        }

        void onlyIsTriggered(String kind, String name) throws Exception {
            Until.isTrue("triggered", () -> !cluster.requestedAt(kind, name).isEmpty());
            Until.isTrue("the queue is empty", () -> aws.messages(queue) == 0);
            assertThat(cluster.triggered()).containsExactly(kind + " " + name);
            assertThat(aws.messages(queue + "-dlq")).isZero();
        }

        void nothingIsTriggered() throws Exception {
            Until.isTrue("the message was taken", () -> agent.statusAddress() != null && aws.messages(queue) == 0);
            assertThat(cluster.triggered()).isEmpty();
        }

        @Override
        public void close() {
            agent.close();
            agentsClient.close();
            cluster.close();
            aws.close();
        }
    }
}
