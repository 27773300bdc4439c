package dev.sluice.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretNamesTest {

    @Test
    void everyNameIsDerivedFromPrefixAndCluster() {
        SecretNames names = new SecretNames("acme/sluice");

        assertThat(names.clusters()).isEqualTo("acme/sluice/clusters");
        assertThat(names.routes("prod-eu", 0)).isEqualTo("acme/sluice/prod-eu/routes/0");
        assertThat(names.seal("prod-eu")).isEqualTo("acme/sluice/prod-eu/seal");
        assertThat(names.token("prod-eu", "apps", "webhook.token-1"))
                .isEqualTo("acme/sluice/prod-eu/tokens/apps/webhook.token-1");
        assertThat(names.source("prod-eu")).isEqualTo("/acme/sluice/prod-eu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/sluice", "sluice/", "slu ice", "slüice", "sluice*", "sluice\n"})
    void aPrefixThatWouldMakeWrongNamesIsRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretNames(prefix))
                .withMessageStartingWith("prefix: must be 1 to 64 of A-Z a-z 0-9 _ - /");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Prod", "prod_eu", "prod/eu", "prod.eu", "prod\n", "this-name-is-longer-than-32-chars"})
    void whatIsNoClustersNameIsTold(String name) {
        assertThat(SecretNames.isCluster(name)).isFalse();
    }

    @Test
    void aClustersNameHasUpTo32Characters() {
        assertThat(SecretNames.isCluster("a")).isTrue();
        assertThat(SecretNames.isCluster("prod-eu-1")).isTrue();
        assertThat(SecretNames.isCluster("a".repeat(32))).isTrue();
        assertThat(SecretNames.isCluster("a".repeat(33))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "../seal", "a/b", "a/../b", "/a", "a/", "A", "a_b", "a b", "-a", "a-", "a\n", "é"
            })
    void aTokensNameIsMadeOfNothingThatClimbs(String name) {
        SecretNames names = new SecretNames("sluice");

        assertThatIllegalArgumentException().isThrownBy(() -> names.token("prod", name, "token"));
        assertThatIllegalArgumentException().isThrownBy(() -> names.token("prod", "apps", name));
    }

    @Test
    void namesAreAsLongAsKubernetesLetsThem() {
        SecretNames names = new SecretNames("sluice");

        assertThat(names.token("prod", "n".repeat(63), "s".repeat(253))).endsWith("n/" + "s".repeat(253));
        assertThatIllegalArgumentException().isThrownBy(() -> names.token("prod", "n".repeat(64), "s"));
        assertThatIllegalArgumentException().isThrownBy(() -> names.token("prod", "n", "s".repeat(254)));
    }

    @Property
    void everyTokenLiesUnderItsNamespaceOrHasNoName(@ForAll String namespace, @ForAll String secret) {
        try {
            String[] parts =
                    new SecretNames("sluice").token("prod", namespace, secret).split("/", -1);
            assertThat(parts).containsExactly("sluice", "prod", "tokens", namespace, secret);
        } catch (IllegalArgumentException e) {
            assertThat(namespace.matches("[-a-z0-9]+")
                            && secret.matches("[a-z0-9]+")
                            && !namespace.startsWith("-")
                            && !namespace.endsWith("-")
                            && namespace.length() < 64)
                    .isFalse();
        }
    }
}
