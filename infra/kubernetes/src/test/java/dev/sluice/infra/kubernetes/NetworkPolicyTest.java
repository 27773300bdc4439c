package dev.sluice.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the network policy lets through. That it is enforced is the network plugin's part, which no test has. */
class NetworkPolicyTest {

    @BeforeEach
    void need() {
        KubeTools.need(Kustomize.TOOL);
    }

    @Test
    void inAreMetricsAloneAndOutDnsAwsAndTheKubernetesApi() {
        JsonNode policy = policy("base");
        assertThat(policy.get("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(ports(policy.get("ingress"))).containsExactly("TCP http");
        assertThat(ports(policy.get("egress"))).containsExactly("UDP 53", "TCP 53", "TCP 443", "TCP 6443");
        assertThat(policy.get("podSelector"))
                .isEqualTo(Kustomize.build(Path.of("base")).one("Deployment").at("/spec/selector"));
    }

    @Test
    void theAddressesOfPodIdentityAreOpenWhereItIsUsedAndOnlyOnItsPort() {
        assertThat(policy("overlays/irsa").toString()).doesNotContain("169.254");
        JsonNode last = policy("overlays/pod-identity").get("egress").get(2);
        assertThat(last.get("to").findValuesAsText("cidr")).containsExactly("169.254.170.23/32", "fd00:ec2::23/128");
        assertThat(last.get("ports").toString()).isEqualTo("[{\"port\":80,\"protocol\":\"TCP\"}]");
    }

    private static JsonNode policy(String folder) {
        return Kustomize.build(Path.of(folder)).one("NetworkPolicy").get("spec");
    }

    private static List<String> ports(JsonNode rules) {
        List<String> all = new ArrayList<>();
        for (JsonNode rule : rules) {
            rule.get("ports")
                    .forEach(port -> all.add(port.get("protocol").asText() + " "
                            + port.get("port").asText()));
        }
        return all;
    }
}
