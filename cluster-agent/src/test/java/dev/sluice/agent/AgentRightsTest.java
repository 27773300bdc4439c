package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.publish.TokenMode;
import dev.sluice.agent.receiver.ReceiverResource;
import dev.sluice.embedded.EmbeddedAws;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import dev.sluice.route.ReceiverName;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent on a real API server with exactly the rights that infra gives it. */
class AgentRightsTest {

    private static final Path RBAC = Path.of("..", "infra", "kubernetes", "base", "rbac.yaml");
    private static final String TOKEN = "s3cret-of-the-webhook";

    /** Every kind that a Receiver may name, flux-operator's with them. */
    private static final List<String> TARGETS = List.of(
            "source.toolkit.fluxcd.io/v1/gitrepositories",
            "source.toolkit.fluxcd.io/v1/ocirepositories",
            "source.toolkit.fluxcd.io/v1/buckets",
            "source.toolkit.fluxcd.io/v1/helmrepositories",
            "source.toolkit.fluxcd.io/v1/helmcharts",
            "source.toolkit.fluxcd.io/v1/externalartifacts",
            "source.extensions.fluxcd.io/v1beta1/artifactgenerators",
            "kustomize.toolkit.fluxcd.io/v1/kustomizations",
            "helm.toolkit.fluxcd.io/v2/helmreleases",
            "image.toolkit.fluxcd.io/v1/imagerepositories",
            "image.toolkit.fluxcd.io/v1/imagepolicies",
            "image.toolkit.fluxcd.io/v1/imageupdateautomations",
            "fluxcd.controlplane.io/v1/fluxinstances",
            "fluxcd.controlplane.io/v1/resourcesets",
            "fluxcd.controlplane.io/v1/resourcesetinputproviders");

    private KubernetesClient admin;
    private KubernetesClient agent;
    private FluxNamespace fluxSystem;
    private FluxNamespace apps;
    private List<HasMetadata> rbac;

    @BeforeEach
    void grant() throws IOException {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(Assumptions::abort);
        admin = real.client();
        agent = RealKube.shared().clientAs(RealKube.AGENT);
        fluxSystem = new FluxNamespace(admin, "flux-system");
        apps = new FluxNamespace(admin);
        try (InputStream yaml = Files.newInputStream(RBAC)) {
            rbac = admin.load(yaml).items();
        }
        rbac.forEach(object -> admin.resource(object).createOr(existing -> existing.update()));
    }

    /** Other tests count on an agent without rights. */
    @AfterEach
    void revoke() throws Exception {
        if (rbac == null) {
            return;
        }
        rbac.forEach(object -> admin.resource(object).delete());
        Eventually.holds(() -> assertThat(refusals()).hasSameSizeAs(doings().keySet()));
        agent.close();
    }

    @Test
    void withItsRightsTheAgentPublishesTriggersTellsAndLeads() throws Exception {
        apps.token("token", TOKEN);
        ReceiverName receiver = apps.receiver("hook", "token", "app", "not-there");
        apps.reconciled(receiver, TOKEN);
        apps.gitRepository("app");
        try (EmbeddedAws aws = EmbeddedAws.start();
                Installation installation = new Installation(aws, agent, fluxSystem)) {
            installation.agent();
            assertPublishedTriggeredAndTold(installation, receiver);
            Lease lease = admin.leases()
                    .inNamespace("flux-system")
                    .withName(Leadership.LEASE_NAME)
                    .get();
            assertThat(lease.getSpec().getHolderIdentity()).isNotEmpty();
        }
    }

    @Test
    void withExternalTokensTheAgentNeedsNoRightOnSecretsAndAsksForNone() throws Exception {
        rbac.stream()
                .filter(object -> object.getMetadata().getName().equals("sluice-agent-tokens"))
                .forEach(object -> admin.resource(object).delete());
        Eventually.holds(() -> assertThat(refusals()).containsExactly("get a Secret"));
        apps.token("token", TOKEN);
        ReceiverName receiver = apps.receiver("hook", "token", "app", "not-there");
        apps.reconciled(receiver, TOKEN);
        apps.gitRepository("app");
        RecordedRequests requests = new RecordedRequests();
        try (EmbeddedAws aws = EmbeddedAws.start();
                KubernetesClient recorded = requests.client(agent.getConfiguration());
                Installation installation = new Installation(aws, agent, fluxSystem)) {
            installation.agent(recorded, TokenMode.EXTERNAL);
            assertPublishedTriggeredAndTold(installation, receiver);
        }
        assertThat(requests.paths())
                .anyMatch(path -> path.endsWith("/receivers"))
                .anyMatch(path -> path.endsWith("/gitrepositories/app"))
                .noneMatch(path -> path.contains("/secrets"));
    }

    @Test
    void theLeaseCanBeMadeRenewedAndGivenUp() throws Exception {
        admin.leases()
                .inNamespace("flux-system")
                .withName(Leadership.LEASE_NAME)
                .delete();
        try (EmbeddedAws aws = EmbeddedAws.start();
                Installation installation = new Installation(aws, agent, fluxSystem)) {
            Agent first = installation.agent();
            Eventually.holds(
                    () -> assertThat(lease().getSpec().getHolderIdentity()).isNotEmpty());
            String made = lease().getMetadata().getResourceVersion();
            Eventually.holds(
                    () -> assertThat(lease().getMetadata().getResourceVersion()).isNotEqualTo(made));
            first.close();
            assertThat(lease().getSpec().getLeaseDurationSeconds()).isEqualTo(1);
        }
    }

    @Test
    void withoutAnyOneOfItsRightsSomethingOfItIsForbidden() throws Exception {
        apps.token("token", TOKEN);
        Eventually.holds(() -> assertThat(refusals()).isEmpty());
        for (HasMetadata object : rbac) {
            for (PolicyRule rule : rules(object)) {
                for (List<PolicyRule> less : without(rule)) {
                    List<PolicyRule> rest = new ArrayList<>(rules(object));
                    rest.remove(rule);
                    rest.addAll(less);
                    admin.resource(withRules(object, rest)).update();
                    Eventually.holds(() -> assertThat(refusals())
                            .as(object.getMetadata().getName() + " with " + less + " in place of " + rule)
                            .hasSize(1));
                    admin.resource(object).update();
                    Eventually.holds(() -> assertThat(refusals()).isEmpty());
                }
            }
        }
    }

    @Test
    void whatItDoesNotNeedIsForbidden() throws Exception {
        Eventually.holds(() -> assertThat(refusals()).isEmpty());
        Map<String, Doing> tooMuch = new LinkedHashMap<>();
        tooMuch.put(
                "list Secrets",
                client -> client.secrets().inNamespace(apps.name()).list());
        tooMuch.put(
                "watch sources",
                client ->
                        get(client, inApps(TARGETS.getFirst()).replace("/not-there", "?watch=true&timeoutSeconds=1")));
        tooMuch.put(
                "delete a source",
                client -> client.genericKubernetesResources(FluxNamespace.SOURCE, "GitRepository")
                        .inNamespace(apps.name())
                        .withName("app")
                        .delete());
        tooMuch.put("patch a Receiver", client -> patch(client, inApps("notification.toolkit.fluxcd.io/v1/receivers")));
        tooMuch.put("patch a source's status", client -> patch(client, inApps(TARGETS.getFirst()) + "/status"));
        tooMuch.put(
                "read another Lease",
                client -> client.leases()
                        .inNamespace("flux-system")
                        .withName("kustomize-controller-leader-election")
                        .get());
        tooMuch.put(
                "make a Lease elsewhere",
                client -> client.leases()
                        .inNamespace(apps.name())
                        .resource(lease("sluice-agent", apps.name()))
                        .create());
        assertThat(refusals(tooMuch)).containsExactlyElementsOf(tooMuch.keySet());
    }

    private void assertPublishedTriggeredAndTold(Installation installation, ReceiverName receiver) throws Exception {
        installation.send(receiver);
        Eventually.isTrue("published", () -> installation.isPublished(receiver));
        Eventually.holds(() -> assertThat(apps.requestedAt("app")).isPresent());
        Eventually.holds(() ->
                assertThat(apps.events(receiver)).extracting(Event::getReason).containsExactly("ObjectNotFound"));
        Eventually.isTrue("the message is deleted", () -> installation.queued() == 0);
    }

    /** Something that the agent does. */
    @FunctionalInterface
    private interface Doing {
        void by(KubernetesClient client) throws Exception;
    }

    /** What the agent does, each needing exactly one right. */
    private Map<String, Doing> doings() {
        Map<String, Doing> doings = new LinkedHashMap<>();
        doings.put(
                "list Receivers",
                client -> client.resources(ReceiverResource.class)
                        .inAnyNamespace()
                        .list());
        doings.put(
                "watch Receivers",
                client -> client.resources(ReceiverResource.class)
                        .inAnyNamespace()
                        .watch(new Watcher<>() {
                            @Override
                            public void eventReceived(Action action, ReceiverResource resource) {}

                            @Override
                            public void onClose(WatcherException cause) {}
                        })
                        .close());
        doings.put(
                "get a Receiver",
                client -> client.resources(ReceiverResource.class)
                        .inNamespace(apps.name())
                        .withName("hook")
                        .get());
        doings.put(
                "get a Secret",
                client -> client.secrets()
                        .inNamespace(apps.name())
                        .withName("token")
                        .get());
        doings.put(
                "create an Event",
                client -> client.v1()
                        .events()
                        .inNamespace(apps.name())
                        .resource(new EventBuilder()
                                .withNewMetadata()
                                .withGenerateName("hook.")
                                .endMetadata()
                                .withNewInvolvedObject()
                                .withNamespace(apps.name())
                                .endInvolvedObject()
                                .build())
                        .create());
        for (String target : TARGETS) {
            doings.put("get " + target, client -> get(client, inApps(target)));
            doings.put("list " + target, client -> get(client, inApps(target).replace("/not-there", "")));
            doings.put("patch " + target, client -> patch(client, inApps(target)));
        }
        doings.put(
                "create a Lease",
                client -> client.leases()
                        .inNamespace("flux-system")
                        .resource(lease("any-" + System.nanoTime(), "flux-system"))
                        .create());
        doings.put(
                "get its Lease",
                client -> client.leases()
                        .inNamespace("flux-system")
                        .withName(Leadership.LEASE_NAME)
                        .get());
        doings.put(
                "patch its Lease",
                client ->
                        patch(client, "coordination.k8s.io/v1/namespaces/flux-system/leases/" + Leadership.LEASE_NAME));
        return doings;
    }

    private List<String> refusals() throws Exception {
        return refusals(doings());
    }

    /** Which of them is forbidden; whether there is anything to do it to does not matter. */
    private List<String> refusals(Map<String, Doing> doings) throws Exception {
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, Doing> doing : doings.entrySet()) {
            try {
                doing.getValue().by(agent);
            } catch (KubernetesClientException e) {
                if (e.getCode() == 403) {
                    refused.add(doing.getKey());
                } else {
                    assertThat(e.getCode()).as(doing.getKey()).isEqualTo(404);
                }
            }
        }
        return refused;
    }

    /** Where an object of that kind would be that nobody made. */
    private String inApps(String target) {
        int plural = target.lastIndexOf('/');
        return target.substring(0, plural) + "/namespaces/" + apps.name() + target.substring(plural) + "/not-there";
    }

    private static void get(KubernetesClient client, String path) throws Exception {
        send(client, path, request -> request);
    }

    private static void patch(KubernetesClient client, String path) throws Exception {
        send(client, path, request -> request.patch("application/merge-patch+json", "{}"));
    }

    private static void send(KubernetesClient client, String path, UnaryOperator<HttpRequest.Builder> method)
            throws Exception {
        HttpClient http = client.getHttpClient();
        HttpRequest.Builder request =
                http.newHttpRequestBuilder().uri(client.getConfiguration().getMasterUrl() + "apis/" + path);
        int status = http.sendAsync(method.apply(request).build(), String.class)
                .get()
                .code();
        if (status >= 300) {
            throw new KubernetesClientException("refused", status, null);
        }
    }

    private Lease lease() {
        return admin.leases()
                .inNamespace("flux-system")
                .withName(Leadership.LEASE_NAME)
                .get();
    }

    private static Lease lease(String name, String namespace) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    /** What is left of the rule without one verb on one resource, for each of them. */
    private static List<List<PolicyRule>> without(PolicyRule rule) {
        List<List<PolicyRule>> all = new ArrayList<>();
        for (String resource : rule.getResources()) {
            for (String verb : rule.getVerbs()) {
                List<PolicyRule> left = new ArrayList<>();
                if (rule.getResources().size() > 1) {
                    left.add(new PolicyRuleBuilder(rule)
                            .removeFromResources(resource)
                            .build());
                }
                if (rule.getVerbs().size() > 1) {
                    left.add(new PolicyRuleBuilder(rule)
                            .withResources(resource)
                            .removeFromVerbs(verb)
                            .build());
                }
                all.add(left);
            }
        }
        return all;
    }

    private static List<PolicyRule> rules(HasMetadata object) {
        return switch (object) {
            case ClusterRole role -> role.getRules();
            case Role role -> role.getRules();
            default -> List.of();
        };
    }

    private static HasMetadata withRules(HasMetadata object, List<PolicyRule> rules) {
        return switch (object) {
            case ClusterRole role -> role.edit().withRules(rules).build();
            case Role role -> role.edit().withRules(rules).build();
            default -> object;
        };
    }
}
