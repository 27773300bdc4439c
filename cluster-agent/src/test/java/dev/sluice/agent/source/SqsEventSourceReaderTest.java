package dev.sluice.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.format.EventFormat;
import dev.sluice.agent.receiver.ResourceReference;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsEventSourceReaderTest {

    private static final String BARE = """
            apiVersion: sluice.dev/v1alpha1
            kind: SqsEventSource
            metadata: {name: images, namespace: apps}
            """;

    @Test
    void everyFieldIsRead() {
        SqsEventSource source = read("""
                apiVersion: sluice.dev/v1alpha1
                kind: SqsEventSource
                metadata:
                  name: images
                  namespace: apps
                  uid: 6f1c
                  generation: 3
                  resourceVersion: "42"
                  creationTimestamp: "2026-11-20T07:43:46Z"
                  annotations:
                    reconcile.fluxcd.io/requestedAt: "2026-11-20T08:00:00Z"
                spec:
                  queue: {name: sluice-prod-events-apps-images, region: eu-west-1}
                  format: eventbridge
                  events: [ECR Image Action]
                  resourceFilter: req.detail.result == 'SUCCESS'
                  suspend: true
                  later: field
                  resources:
                    - kind: ImageRepository
                      name: app
                    - apiVersion: helm.toolkit.fluxcd.io/v2
                      kind: HelmRelease
                      name: "*"
                      namespace: prod
                      matchLabels: {}
                      filter: res.metadata.name != 'x'
                status:
                  observedGeneration: 2
                  lastEventTime: "2026-11-20T07:50:00Z"
                  lastHandledReconcileAt: before
                  conditions:
                    - type: Ready
                      status: "False"
                      reason: QueueMissing
                      message: The queue does not exist.
                      observedGeneration: 2
                      lastTransitionTime: "2026-11-20T07:44:00Z"
                """);
        assertThat(source)
                .isEqualTo(new SqsEventSource(
                        new SourceName("apps", "images"),
                        "6f1c",
                        3,
                        "42",
                        Optional.of(Instant.parse("2026-11-20T07:43:46Z")),
                        Map.of("reconcile.fluxcd.io/requestedAt", "2026-11-20T08:00:00Z"),
                        "sluice-prod-events-apps-images",
                        Optional.of("eu-west-1"),
                        Optional.of(EventFormat.EVENTBRIDGE),
                        List.of("ECR Image Action"),
                        List.of(
                                ResourceReference.named("ImageRepository", "app"),
                                new ResourceReference(
                                        Optional.of("helm.toolkit.fluxcd.io/v2"),
                                        "HelmRelease",
                                        "*",
                                        Optional.of("prod"),
                                        Optional.of(Map.of()),
                                        Optional.of("res.metadata.name != 'x'"))),
                        Optional.of("req.detail.result == 'SUCCESS'"),
                        true,
                        new SourceStanding(
                                2,
                                Optional.of(Instant.parse("2026-11-20T07:50:00Z")),
                                Optional.of("before"),
                                List.of(new SourceCondition(
                                        "Ready",
                                        "False",
                                        "QueueMissing",
                                        "The queue does not exist.",
                                        2,
                                        Instant.parse("2026-11-20T07:44:00Z"))))));
        assertThat(source.reconcileRequest()).contains("2026-11-20T08:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spec: {}",
                "spec: {queue: {}, events: null, resources: null, resourceFilter: ''}\nstatus: {}",
                "status: {conditions: null, lastEventTime: yesterday}"
            })
    void whatIsAbsentIsEmpty(String rest) {
        assertThat(read(BARE + rest))
                .isEqualTo(new SqsEventSource(
                        new SourceName("apps", "images"),
                        "",
                        0,
                        "",
                        Optional.empty(),
                        Map.of(),
                        "",
                        Optional.empty(),
                        Optional.of(EventFormat.AUTO),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        false,
                        SourceStanding.NONE));
    }

    @ParameterizedTest
    @EnumSource
    void eachFormatIsReadByItsLabel(EventFormat format) {
        assertThat(read(BARE + "spec: {format: " + format.label() + "}").format())
                .contains(format);
    }

    @Test
    void aFormatOfALaterVersionIsNotTakenForAnother() {
        assertThat(read(BARE + "spec: {format: morse}").format()).isEmpty();
    }

    private static SqsEventSource read(String yaml) {
        return SqsEventSourceReader.read(Serialization.unmarshal(yaml, SqsEventSourceResource.class));
    }
}
