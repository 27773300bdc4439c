package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the chart's ServiceAccount may do, asked of the real API server. */
class ChartRightsTest {

    private final String namespace = KubeTools.fresh("sluice");
    private final String apps = KubeTools.fresh("apps");
    private final List<HasMetadata> applied = new ArrayList<>();
    private KubernetesClient admin;

    @BeforeEach
    void namespaces() {
        KubeTools.need(Chart.TOOL);
        admin = KubeTools.needApiServer();
        for (String name : List.of(namespace, apps, "flux-system")) {
            KubeTools.namespace(admin, name, Map.of());
        }
    }

    /** Roles and bindings of the whole cluster have the same names in each test. */
    @AfterEach
    void remove() {
        applied.forEach(object -> admin.resource(object).delete());
    }

    @Test
    void byDefaultItMayReadSecretsByNameAndTriggerEverywhere() throws Exception {
        apply();
        awaitThat("get", "", "secrets", apps, true);
        assertThat(may("list", "", "secrets", apps)).isFalse();
        assertThat(may("watch", "notification.toolkit.fluxcd.io", "receivers", ""))
                .isTrue();
        assertThat(may("patch", "source.toolkit.fluxcd.io", "gitrepositories", "flux-system"))
                .isTrue();
        assertThat(may("create", "coordination.k8s.io", "leases", namespace)).isTrue();
        assertThat(may("create", "coordination.k8s.io", "leases", apps)).isFalse();
        assertThat(may("patch", "coordination.k8s.io", "leases", namespace, "sluice-agent"))
                .isTrue();
        assertThat(may("patch", "coordination.k8s.io", "leases", namespace, "other"))
                .isFalse();
        assertThat(may("patch", "notification.toolkit.fluxcd.io", "receivers", apps))
                .isFalse();
    }

    @Test
    void withExternalTokensThereIsNoRuleOnSecrets() throws Exception {
        Rendering chart = apply("--set=tokens=external");
        awaitThat("patch", "source.toolkit.fluxcd.io", "gitrepositories", apps, true);
        assertThat(may("get", "", "secrets", apps)).isFalse();
        assertThat(resources(chart)).contains("receivers").doesNotContain("secrets", "*");
        assertThat(resources(Chart.template())).contains("secrets");
        assertThat(chart.find("ClusterRole", "sluice-agent-tokens")).isEmpty();
        assertThat(chart.find("ClusterRoleBinding", "sluice-agent-tokens")).isEmpty();
    }

    @Test
    void withWatchedNamespacesItMayDoNothingElsewhere() throws Exception {
        Rendering chart = apply("--set=watchNamespaces={" + apps + "}");
        assertThat(chart.of("ClusterRoleBinding")).isEmpty();
        awaitThat("patch", "source.toolkit.fluxcd.io", "gitrepositories", apps, true);
        awaitThat("get", "", "secrets", apps, true);
        assertThat(may("watch", "notification.toolkit.fluxcd.io", "receivers", apps))
                .isTrue();
        assertThat(may("create", "coordination.k8s.io", "leases", namespace)).isTrue();
        for (String elsewhere : List.of("", namespace, "flux-system")) {
            assertThat(may("get", "", "secrets", elsewhere)).isFalse();
            assertThat(may("patch", "source.toolkit.fluxcd.io", "gitrepositories", elsewhere))
                    .isFalse();
            assertThat(may("list", "notification.toolkit.fluxcd.io", "receivers", elsewhere))
                    .isFalse();
        }
    }

    @Test
    void aKindThatTheControlPlaneAggregatesMayBeTriggeredAndStaysSoWhenTheChartIsAppliedAgain() throws Exception {
        String group = "infra.contrib.fluxcd.io";
        JsonNode more = apply().find("ClusterRole", "sluice-agent-more-targets").orElseThrow();
        assertThat(may("patch", group, "terraforms", apps)).isFalse();
        // there is no control plane here: what its controller does, and how
        ObjectNode filled = more.deepCopy();
        ObjectNode rule = filled.putArray("rules").addObject();
        rule.putArray("apiGroups").add(group);
        rule.putArray("resources").add("terraforms");
        rule.putArray("verbs").add("patch");
        admin.resource(Rendering.resource(filled))
                .fieldManager("clusterrole-aggregation-controller")
                .forceConflicts()
                .serverSideApply();
        awaitThat("patch", group, "terraforms", apps, true);
        apply();
        assertThat(may("patch", group, "terraforms", apps)).isTrue();
    }

    private Rendering apply(String... values) {
        List<String> all = new ArrayList<>(List.of(values));
        all.add("--set=serviceAccount.name=doorkeeper");
        Rendering chart = Chart.templateIn(namespace, all.toArray(String[]::new));
        for (String kind : List.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")) {
            for (JsonNode object : chart.of(kind)) {
                HasMetadata resource = Rendering.resource(object);
                admin.resource(resource).fieldManager("helm").forceConflicts().serverSideApply();
                applied.add(resource);
            }
        }
        return chart;
    }

    /** All resources that some role of it is about. */
    private static List<String> resources(Rendering chart) {
        List<String> all = new ArrayList<>();
        for (JsonNode object : chart.objects()) {
            for (JsonNode rule : object.path("rules")) {
                rule.get("resources").forEach(resource -> all.add(resource.asText()));
            }
        }
        return all;
    }

    /** The API server takes a moment to learn of a right. */
    private void awaitThat(String verb, String group, String resource, String in, boolean allowed) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (may(verb, group, resource, in) != allowed && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(may(verb, group, resource, in)).isEqualTo(allowed);
    }

    /** Whether it may; in no namespace: in all of them. */
    private boolean may(String verb, String group, String resource, String in) {
        return may(verb, group, resource, in, "");
    }

    private boolean may(String verb, String group, String resource, String in, String name) {
        SubjectAccessReview review = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:" + namespace + ":doorkeeper")
                .withGroups("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated")
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .withNamespace(in)
                .withName(name)
                .endResourceAttributes()
                .endSpec()
                .build();
        return admin.resource(review).create().getStatus().getAllowed();
    }
}
