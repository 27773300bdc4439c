package dev.sluice.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.Agent;
import dev.sluice.aws.AwsAccess;
import dev.sluice.embedded.AwsParts;
import dev.sluice.embedded.EmbeddedKube;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.LocalGateway;
import dev.sluice.route.Cluster;
import dev.sluice.route.ClustersJson;
import dev.sluice.route.SecretNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A sample in its clusters, with an agent in each and one function before them. */
final class SampleRun implements AutoCloseable {

    private final SampleTokens tokens = new SampleTokens();
    private final SecretNames names = Installation.newNames();
    private final URI aws = AwsParts.all().getFirst().endpoint();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Member> members = new ArrayList<>();
    private final List<EmbeddedKube> others = new ArrayList<>();
    private final LocalGateway gateway;

    /** A cluster; what it calls its objects has {@code suffix} behind it. */
    private record Member(
            String suffix, SampleObjects objects, KubernetesClient agentsClient, Agent agent, Installation sluice)
            implements AutoCloseable {

        void awaitRoutes() throws InterruptedException {
            Until.isTrue(
                    "routes published",
                    () -> objects.receivers().stream()
                            .allMatch(receiver -> sluice.routes().contains("\"" + receiver.name() + "\"")));
        }

        @Override
        public void close() {
            agent.close();
            objects.close();
            agentsClient.close();
        }
    }

    /** Of a sample that is for one cluster. */
    SampleRun(Path sample, KubePart kubernetes) throws IOException, InterruptedException {
        KubernetesClient agents = AgentsUser.client(kubernetes);
        this.gateway = start(List.of(member(sample, kubernetes.client(), agents, Installation.CLUSTER, "")));
    }

    /**
     * Of a sample that is for several.
     *
     * @param clusters as they are in {@code <prefix>/clusters}, but for the queues; each has a folder in the sample
     * @param first the Kubernetes of the first; the others get an embedded one each
     */
    SampleRun(Path sample, List<Cluster> clusters, KubePart first) throws IOException, InterruptedException {
        List<Member> all = new ArrayList<>();
        List<Cluster> entries = new ArrayList<>();
        for (Cluster cluster : clusters) {
            Path folder = sample.resolve(cluster.name());
            String suffix = " in " + cluster.name();
            Member member;
            if (all.isEmpty()) {
                KubernetesClient agents = AgentsUser.client(first);
                member = member(folder, first.client(), agents, cluster.name(), suffix);
            } else {
                EmbeddedKube kubernetes = EmbeddedKube.start();
                others.add(kubernetes);
                member = member(folder, kubernetes.client(), kubernetes.client(), cluster.name(), suffix);
            }
            all.add(member);
            entries.add(new Cluster(cluster.name(), member.sluice().queueUrl(), cluster.group()));
        }
        AwsAccess access = AwsAccess.of(all.getFirst().sluice().environment(aws));
        try (SecretsManagerClient secrets = Provisioning.secrets(access)) {
            Provisioning.put(secrets, names.clusters(), ClustersJson.write(entries));
        }
        this.gateway = start(all);
    }

    /** What the manifests hold that were applied. */
    Set<String> names() {
        Set<String> all = new HashSet<>();
        members.forEach(member -> member.objects().names().forEach(name -> all.add(name + member.suffix())));
        return all;
    }

    /** The Receivers of the manifests. */
    Set<String> receivers() {
        Set<String> all = new HashSet<>();
        members.forEach(member -> member.objects().receivers().forEach(receiver -> all.add(receiver.toString())));
        return all;
    }

    /** Sends a webhook; what it triggered. */
    Set<String> triggeredBy(SampleWebhook webhook) throws IOException, InterruptedException {
        List<Map<String, String>> before =
                members.stream().map(member -> member.objects().requestedAt()).toList();

        int answer = webhook.send(http, gateway.url(), tokens.path(webhook.receiver()), tokens.of(webhook.receiver()));

        assertThat(answer).as(webhook.webhook()).isEqualTo(webhook.answer());
        Set<String> triggered = new HashSet<>();
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            Until.isTrue("the event was handled", () -> member.sluice().queued() == 0);
            assertThat(member.sluice().dead()).isZero();
            Map<String, String> known = before.get(i);
            member.objects().requestedAt().forEach((name, value) -> {
                if (!value.equals(known.get(name))) {
                    triggered.add(name + member.suffix());
                }
            });
        }
        return triggered;
    }

    @Override
    public void close() {
        gateway.close();
        members.forEach(Member::close);
        others.forEach(EmbeddedKube::close);
        http.close();
    }

    private Member member(Path folder, KubernetesClient admin, KubernetesClient agents, String cluster, String suffix)
            throws IOException {
        SampleObjects objects = new SampleObjects(admin, folder, tokens);
        Installation sluice = new Installation(aws, names, cluster);
        return new Member(suffix, objects, agents, sluice.agent(aws, agents, Duration.ofHours(1)), sluice);
    }

    private LocalGateway start(List<Member> all) throws InterruptedException {
        members.addAll(all);
        for (Member member : all) {
            member.awaitRoutes();
        }
        return all.getFirst().sluice().function(aws);
    }
}
