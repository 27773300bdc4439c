package dev.sluice.infra.aws.sam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.infra.aws.IamRules;
import dev.sluice.infra.aws.InstallationArns;
import dev.sluice.infra.aws.PolicyDocument;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No agent reaches anything of another cluster, however the two are called. */
class NeighbourProperties {

    private static final ObjectNode CLUSTER = Template.read(Template.CLUSTER);

    /** Names of few parts, so that one is often the beginning or the end of another, or the two together a third. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("sluice", "prod", "eu", "p", "events", "dlq", "routes", "seal", "")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("-", parts))
                .filter(NeighbourProperties::isAllowed);
    }

    @Property(tries = 2000)
    void anAgentReachesNothingOfAnotherCluster(
            @ForAll("names") String prefix,
            @ForAll("names") String cluster,
            @ForAll("names") String otherPrefix,
            @ForAll("names") String otherCluster) {
        // such two cannot both be: AWS makes no two queues of one name
        Assume.that(!(prefix + "-" + cluster).equals(otherPrefix + "-" + otherCluster));
        PolicyDocument agent = new RenderedStack(
                        CLUSTER, Map.of("Prefix", prefix, "Cluster", cluster, "AgentTrust", "none"))
                .policy("AgentPolicy");
        assertThat(IamRules.reached(agent, arns(otherPrefix, otherCluster))).isEmpty();
        assertThat(IamRules.reached(agent, arns(prefix, cluster))).isNotEmpty();
    }

    private static List<String> arns(String prefix, String cluster) {
        InstallationArns sluice = RenderedStack.SLUICE;
        return new InstallationArns(sluice.partition(), sluice.region(), sluice.account(), prefix)
                .cluster(cluster)
                .all();
    }

    private static boolean isAllowed(String name) {
        try {
            return !new RenderedStack(CLUSTER, Map.of("Prefix", name, "Cluster", name, "AgentTrust", "none"))
                    .resources()
                    .isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
