package dev.sluice.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.GoRule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Go's standard library was measured to do (src/test/resources/go) is done here, too. */
class GoRulesTest {

    @Test
    void mediaTypesAreParsedAsGoParsesThem() {
        assertThat(GoRule.all("media-type"))
                .hasSizeGreaterThan(300)
                .allSatisfy(rule -> assertThat(MediaType.parse(rule.text()))
                        .isEqualTo(rule.ok() ? Optional.of(rule.value().asText()) : Optional.empty()));
    }

    @Test
    void contentIsJsonWhereFluxTakesItForJson() {
        assertThat(GoRule.all("any-json"))
                .hasSizeGreaterThan(300)
                .allSatisfy(rule -> assertThat(MediaType.anyIsJson(rule.text())).isEqualTo(rule.ok()));
    }
}
