package dev.sluice.agent.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.route.OidcProvider;
import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverReaderTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static final String WHOLE = """
            apiVersion: notification.toolkit.fluxcd.io/v1
            kind: Receiver
            metadata:
              name: hook
              namespace: apps
              uid: 6f1c
              resourceVersion: "42"
              generation: 3
              creationTimestamp: "2026-11-20T07:43:46Z"
              annotations:
                sluice.dev/publish: "false"
            spec:
              type: github
              interval: 10m0s
              events: [ping, push]
              secretRef:
                name: webhook-token
              resourceFilter: req.ref == 'refs/heads/main'
              suspend: true
              resources:
                - kind: GitRepository
                  name: app
                - apiVersion: helm.toolkit.fluxcd.io/v2
                  kind: HelmRelease
                  name: "*"
                  namespace: prod
                  matchLabels: {}
                  filter: res.metadata.name != 'x'
                - kind: HelmRepository
                  name: "*"
                  matchLabels: {team: a}
            """;

    @Test
    void everyFieldThatSluiceUsesIsRead() {
        Receiver receiver = read(WHOLE);
        assertThat(receiver.name()).isEqualTo(new ReceiverName("apps", "hook"));
        assertThat(receiver.uid()).isEqualTo("6f1c");
        assertThat(receiver.version()).isEqualTo("42");
        assertThat(receiver.created()).contains(Instant.parse("2026-11-20T07:43:46Z"));
        assertThat(receiver.annotations()).containsEntry("sluice.dev/publish", "false");
        assertThat(receiver.type()).isEqualTo("github");
        assertThat(receiver.events()).containsExactly("ping", "push");
        assertThat(receiver.secretName()).contains("webhook-token");
        assertThat(receiver.resourceFilter()).contains("req.ref == 'refs/heads/main'");
        assertThat(receiver.suspended()).isTrue();
        assertThat(receiver.filtered()).isTrue();
        assertThat(receiver.resources()).hasSize(3);
    }

    @Test
    void matchLabelsThatAreAbsentAreNotTheSameAsNone() {
        assertThat(read(WHOLE).resources())
                .extracting(ResourceReference::matchLabels)
                .containsExactly(Optional.empty(), Optional.of(Map.of()), Optional.of(Map.of("team", "a")));
    }

    @Test
    void aReferenceKeepsWhatItSaysItself() {
        ResourceReference plain = read(WHOLE).resources().getFirst();
        assertThat(plain).isEqualTo(ResourceReference.named("GitRepository", "app"));
        ResourceReference other = read(WHOLE).resources().get(1);
        assertThat(other.apiVersion()).contains("helm.toolkit.fluxcd.io/v2");
        assertThat(other.namespace()).contains("prod");
        assertThat(other.filter()).contains("res.metadata.name != 'x'");
        assertThat(other).hasToString("HelmRelease prod/*");
    }

    @Test
    void whatIsAbsentIsEmpty() {
        Receiver receiver = read("""
                metadata: {name: hook, namespace: apps}
                spec: {type: generic}
                """);
        assertThat(receiver.events()).isEmpty();
        assertThat(receiver.resources()).isEmpty();
        assertThat(receiver.secretName()).isEmpty();
        assertThat(receiver.created()).isEmpty();
        assertThat(receiver.annotations()).isEmpty();
        assertThat(receiver.suspended()).isFalse();
        assertThat(receiver.filtered()).isFalse();
        assertThat(read("metadata: {name: hook, namespace: apps}").type()).isEmpty();
    }

    @Test
    void oneFilteredResourceIsEnoughForThePayloadToBeNeeded() {
        assertThat(read("""
                metadata: {name: hook, namespace: apps}
                spec:
                  type: generic
                  resources:
                    - {kind: GitRepository, name: a}
                    - {kind: GitRepository, name: b, filter: req.ok == true}
                """).filtered()).isTrue();
    }

    @Test
    void anEmptyTextCountsAsAbsent() {
        Receiver receiver = read("""
                metadata: {name: hook, namespace: apps}
                spec:
                  type: generic
                  resourceFilter: ""
                  resources:
                    - {apiVersion: "", kind: GitRepository, name: a, namespace: "", filter: ""}
                """);
        assertThat(receiver.filtered()).isFalse();
        assertThat(receiver.resources()).containsExactly(ResourceReference.named("GitRepository", "a"));
    }

    @Test
    void oidcProvidersAreReadWithTheirExpressions() {
        assertThat(read("""
                metadata: {name: hook, namespace: apps}
                spec:
                  type: generic-oidc
                  oidcProviders:
                    - issuerURL: https://token.example.com
                    - issuerURL: https://other.example.com
                      audience: me
                      variables: [{name: repo, expression: claims.repository}]
                      validations: [{expression: vars.repo == 'a/b', message: wrong repository}, {expression: "true"}]
                """).oidcProviders())
                .containsExactly(
                        new OidcProvider("https://token.example.com", null, List.of(), List.of()),
                        new OidcProvider(
                                "https://other.example.com",
                                "me",
                                List.of(new OidcProvider.Variable("repo", "claims.repository")),
                                List.of(
                                        new OidcProvider.Validation("vars.repo == 'a/b'", "wrong repository"),
                                        new OidcProvider.Validation("true", ""))));
    }

    // as measured: FLUX.md 1.3
    @ParameterizedTest
    @CsvSource({
        "-,       -,       -,       false",
        "Unknown, -,       -,       false",
        "False,   -,       -,       false",
        "False,   True,    -,       false",
        "False,   -,       True,    false",
        "False,   True,    True,    false",
        "-,       True,    True,    false",
        "True,    -,       -,       true",
        "True,    False,   False,   true",
        "True,    Unknown, -,       true",
        "True,    -,       True,    false",
        "True,    False,   True,    false",
        "True,    True,    -,       false",
        "True,    True,    False,   false",
        "True,    True,    Unknown, false",
        "True,    True,    True,    true",
    })
    void readinessIsNotificationControllers(String ready, String stalled, String reconciling, boolean expected) {
        String status = "webhookPath: /hook/" + DIGEST + "\n  conditions:"
                + condition("Stalled", stalled)
                + condition("Ready", ready)
                + condition("Reconciling", reconciling);
        assertThat(standing(status)).isEqualTo(new Standing.WithPath(DIGEST, expected));
    }

    @Test
    void theObservedGenerationDoesNotMatter() {
        assertThat(standing("webhookPath: /hook/" + DIGEST + "\n  observedGeneration: 1\n  conditions:"
                        + condition("Ready", "True")))
                .isEqualTo(new Standing.WithPath(DIGEST, true));
    }

    @Test
    void aPathWithoutConditionsIsNotReady() {
        assertThat(standing("webhookPath: /hook/" + DIGEST)).isEqualTo(new Standing.WithPath(DIGEST, false));
    }

    @Test
    void aStatusThatOnlyTheCrdsDefaultsWroteCountsAsNone() {
        assertThat(standing("observedGeneration: -1")).isEqualTo(new Standing.Unwritten());
        assertThat(read("metadata: {name: hook, namespace: apps}").standing()).isEqualTo(new Standing.Unwritten());
        assertThat(read("metadata: {name: hook, namespace: apps}\nstatus: {}").standing())
                .isEqualTo(new Standing.Unwritten());
    }

    @Test
    void conditionsWithoutAPathMeanThatItWasTakenAway() {
        String conditions = "conditions:" + condition("Ready", "False");
        assertThat(standing(conditions)).isEqualTo(new Standing.WithoutPath());
        assertThat(standing("webhookPath: \"\"\n  " + conditions)).isEqualTo(new Standing.WithoutPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hook/", "/hook/abc", "/HOOK/", "http://example.com/hook/"})
    void aPathOfAnyOtherFormIsNone(String path) {
        String other = path.equals("/HOOK/") ? path + DIGEST : path;
        assertThat(standing("webhookPath: " + other + "\n  conditions:" + condition("Ready", "True")))
                .isEqualTo(new Standing.WithoutPath());
    }

    @Test
    void noTextFormShowsThePath() {
        Receiver receiver =
                read("metadata: {name: hook, namespace: apps}\nstatus: {webhookPath: /hook/" + DIGEST + "}");
        assertThat(receiver.toString()).doesNotContain(DIGEST);
        assertThat(receiver.standing().toString()).doesNotContain(DIGEST);
    }

    private static Standing standing(String status) {
        return read("metadata:\n  name: hook\n  namespace: apps\nstatus:\n  " + status + "\n")
                .standing();
    }

    private static String condition(String type, String status) {
        return status.equals("-") ? "" : "\n    - {type: " + type + ", status: \"" + status + "\", reason: x}";
    }

    private static Receiver read(String yaml) {
        return ReceiverReader.read(Serialization.unmarshal(yaml, ReceiverResource.class));
    }
}
