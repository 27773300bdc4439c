package dev.sluice.function.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CelClaimsRulesTest {

    private static final JsonNode CLAIMS = JsonNodeFactory.instance
            .objectNode()
            .put("sub", "repo:example-org/app:ref:refs/heads/main")
            .put("run", 7);

    private final CelClaimsRules rules = new CelClaimsRules();

    @Test
    void claimsPassWhenAllValidationsHold() {
        assertThat(check(
                        "claims.sub.startsWith('repo:example-org/')",
                        "vars.ref == 'refs/heads/main'",
                        "claims.run == 7"))
                .isEmpty();
    }

    @Test
    void claimsAreRefusedWhenOneValidationDoesNotHold() {
        assertThat(check("claims.run == 7", "claims.sub == 'another'")).contains(Reason.CLAIMS_REFUSED);
    }

    @Test
    void claimsAreRefusedWhenAValidationCannotBeEvaluated() {
        assertThat(check("claims.absent == 'x'")).contains(Reason.CLAIMS_REFUSED);
    }

    @Test
    void rulesThatDoNotCompileRefuseEveryToken() {
        assertThat(check("claims.run ==")).contains(Reason.RULES_INVALID);
        assertThat(check("claims.sub")).contains(Reason.RULES_INVALID);
        assertThat(check("req.body == 'x'")).contains(Reason.RULES_INVALID);
    }

    @Test
    void eachIssuersRulesAreItsOwn() {
        assertThat(check("claims.run == 7")).isEmpty();
        assertThat(check("claims.run == 8")).contains(Reason.CLAIMS_REFUSED);
        assertThat(check("claims.run == 7")).isEmpty();
    }

    private Optional<Reason> check(String... validations) {
        OidcProvider provider = new OidcProvider(
                "https://issuer.example",
                null,
                List.of(new OidcProvider.Variable("ref", "claims.sub.split(':ref:')[1]")),
                List.of(validations).stream()
                        .map(expression -> new OidcProvider.Validation(expression, "must hold"))
                        .toList());
        return rules.check(provider, CLAIMS);
    }
}
