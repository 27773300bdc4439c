package dev.sluice.agent.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.agent.FluxNamespace;
import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class LabelSelectorTest {

    private static final List<String> VALID = List.of(
            "team=a",
            "team==a",
            "team = a",
            " team!=a ",
            "team=",
            "team!=",
            "team",
            "!team",
            "! team",
            "team in (a)",
            "team in (a,b , c)",
            "team in(a)",
            "team notin (a, b)",
            "team in ()",
            "team in (a,)",
            "example.com/team=a",
            "a,!b,c=d,e!=f,g in (h,i),j notin (k)",
            "in=a",
            "in in (in)",
            "A_b.c-1=0",
            "k".repeat(63) + "=" + "v".repeat(63));

    private static final List<String> INVALID = List.of(
            "team=a b",
            "team in a",
            "team in (a",
            "team in a)",
            "team innotin (a)",
            "team=a,",
            ",team=a",
            "team=a,,b=c",
            "=a",
            "!team=a",
            "team===a",
            "team=a/b",
            "-team=a",
            "team-=a",
            "team=_a",
            "/team=a",
            "a/b/c=d",
            "Example.com/team=a",
            "team=a&limit=1",
            "team=ä",
            "k".repeat(64) + "=a",
            "team=" + "v".repeat(64));

    @Test
    void whatKubectlTakesIsValid() {
        assertThat(VALID).allMatch(LabelSelector::isValid);
        assertThat(INVALID).noneMatch(LabelSelector::isValid);
        assertThat(LabelSelector.isValid("")).isFalse();
    }

    @Test
    void theRealApiServerJudgesTheSame() {
        KubePart real = KubeParts.kubeApiServer();
        real.notRun().ifPresent(Assumptions::abort);
        KubernetesClient kubernetes = real.client();
        FluxNamespace namespace = new FluxNamespace(kubernetes);
        assertThat(VALID).allMatch(selector -> isTaken(kubernetes, namespace, selector));
        assertThat(INVALID).noneMatch(selector -> isTaken(kubernetes, namespace, selector));
    }

    @Property
    void requirementsCanBeJoined(@ForAll("requirements") String one, @ForAll("requirements") String other) {
        assertThat(LabelSelector.isValid(one)).isTrue();
        assertThat(LabelSelector.isValid(one + "," + other)).isTrue();
        assertThat(LabelSelector.isValid(one + " " + other)).isFalse();
    }

    /** It must end, whatever comes. */
    @Property
    void anyTextIsJudged(@ForAll String text) {
        boolean valid = LabelSelector.isValid(text);
        assertThat(LabelSelector.isValid(text + ",")).isFalse();
        assertThat(LabelSelector.isValid(text + ",a")).isEqualTo(valid);
    }

    @Provide
    Arbitrary<String> requirements() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(63);
        return Combinators.combine(
                        names, names, Arbitraries.of("%s=%s", "%s==%s", "%s!=%s", "%s in (%s)", "%s notin (%s,x)"))
                .as((key, value, form) -> String.format(form, key, value));
    }

    private static boolean isTaken(KubernetesClient kubernetes, FluxNamespace namespace, String selector) {
        try {
            kubernetes
                    .resources(ReceiverResource.class)
                    .inNamespace(namespace.name())
                    .withLabelSelector(selector)
                    .list();
            return true;
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as(selector).isEqualTo(400);
            return false;
        }
    }
}
