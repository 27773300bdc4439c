package dev.sluice.function.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.GoRule;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Go's standard library was measured to do (src/test/resources/go) is done here, too. */
class GoRulesTest {

    /** Go's numbers are doubles, whatever they look like. */
    private static final Comparator<JsonNode> AS_DOUBLES =
            (a, b) -> a.equals(b) || (a.isNumber() && b.isNumber() && a.doubleValue() == b.doubleValue()) ? 0 : 1;

    @Test
    void payloadsAreReadAsGoReadsThem() {
        assertThat(GoRule.all("payload")).hasSizeGreaterThan(300).allSatisfy(rule -> {
            Optional<ObjectNode> payload = JsonObject.read(Utf8.decode(rule.input()));
            assertThat(payload.isPresent()).isEqualTo(rule.ok());
            payload.ifPresent(
                    read -> assertThat(read.equals(AS_DOUBLES, rule.value())).isTrue());
        });
    }

    @Test
    void namesAreEqualWhereGoFoldsThemEqual() {
        assertThat(GoRule.all("fold")).hasSizeGreaterThan(150).allSatisfy(rule -> {
            assertThat(CaseFolding.areEqual(rule.text(), rule.with())).isEqualTo(rule.ok());
            assertThat(CaseFolding.areEqual(rule.with(), rule.text())).isEqualTo(rule.ok());
        });
    }
}
