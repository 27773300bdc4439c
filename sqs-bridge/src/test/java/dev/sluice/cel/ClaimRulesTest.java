package dev.sluice.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.route.OidcProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimRulesTest {

    private static final JsonNode CLAIMS =
            CelCorpus.json("{\"sub\":\"repo:org/app:ref:refs/heads/main\",\"aud\":[\"a\",\"b\"],\"n\":3}");

    private static OidcProvider provider(
            List<OidcProvider.Variable> variables, List<OidcProvider.Validation> validations) {
        return new OidcProvider("https://issuer.example", null, variables, validations);
    }

    private static OidcProvider.Variable variable(String name, String expression) {
        return new OidcProvider.Variable(name, expression);
    }

    private static OidcProvider.Validation validation(String expression, String message) {
        return new OidcProvider.Validation(expression, message);
    }

    private static ClaimsVerdict check(OidcProvider provider) {
        return switch (ClaimRules.compile(provider)) {
            case ClaimRulesCompilation.Compiled(ClaimRules rules) -> rules.check(CLAIMS);
            case ClaimRulesCompilation.Invalid(String message) -> throw new AssertionError(message);
        };
    }

    @Test
    void noRulesPass() {
        assertThat(check(provider(List.of(), List.of()))).isEqualTo(new ClaimsVerdict.Passed());
    }

    @Test
    void laterVariablesSeeEarlierOnes() {
        assertThat(check(provider(
                        List.of(
                                variable("parts", "claims.sub.split(':')"),
                                variable("repo", "vars.parts[1]"),
                                variable("maybe", "claims.?nope.orValue('none')"),
                                variable("count", "int(claims.n) + 1")),
                        List.of(
                                validation("vars.repo == 'org/app'", "wrong repo"),
                                validation("vars.maybe == 'none' && vars.count == 4", "wrong rest")))))
                .isEqualTo(new ClaimsVerdict.Passed());
    }

    @Test
    void allValidationsAreToldThatDoNotHold() {
        assertThat(check(provider(
                        List.of(),
                        List.of(
                                validation("claims.sub == ''", "first"),
                                validation("'a' in claims.aud", "second"),
                                validation("claims.n > 3", "third")))))
                .isEqualTo(new ClaimsVerdict.Refused(List.of("first", "third")));
    }

    @Test
    void anErrorIsToldWithoutTheClaims() {
        assertThat(check(provider(List.of(variable("x", "claims.sub + claims.n")), List.of())))
                .isEqualTo(new ClaimsVerdict.Failed(
                        "variable 'x': 1:12: a function or operator does not take values of these types"));
        assertThat(check(provider(List.of(), List.of(validation("claims.nope == 1", "m")))))
                .isEqualTo(new ClaimsVerdict.Failed("validation 'm': 1:7: no such key"));
    }

    @Test
    void whatDoesNotCompileIsNamed() {
        assertThat(ClaimRules.compile(provider(List.of(variable("x", "req.a")), List.of())))
                .isInstanceOfSatisfying(
                        ClaimRulesCompilation.Invalid.class,
                        invalid -> assertThat(invalid.message()).startsWith("variable 'x': 1:1: "));
        assertThat(ClaimRules.compile(provider(List.of(), List.of(validation("claims.a", "must be a")))))
                .isInstanceOfSatisfying(
                        ClaimRulesCompilation.Invalid.class,
                        invalid -> assertThat(invalid.message()).startsWith("validation 'must be a': the expression"));
    }

    @Test
    void limitsHold() {
        OidcProvider provider =
                provider(List.of(), List.of(validation("claims.aud.all(x, claims.aud.all(y, true)) || true", "m")));
        assertThat(ClaimRules.compile(provider, new Limits(10, 10, Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(
                        ClaimRulesCompilation.Compiled.class,
                        compiled -> assertThat(compiled.rules().check(CLAIMS))
                                .isEqualTo(new ClaimsVerdict.Failed(
                                        "validation 'm': the expression takes more than 10 steps")));
    }
}
