package dev.sluice.function.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.GoRule;
import org.junit.jupiter.api.Test;

/** What Go's standard library was measured to do (src/test/resources/go) is done here, too. */
class GoRulesTest {

    @Test
    void formsAreWellFormedWhereGoParsesThem() {
        assertThat(GoRule.all("form"))
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        rule -> assertThat(FormBody.isWellFormed(rule.input())).isEqualTo(rule.ok()));
    }
}
