package dev.sluice.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
}
