package dev.sluice.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.route.OidcProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Claim rules with variables, each measured in Flux's environment: a variable leaves CEL and comes back. */
class ClaimRulesCorpusTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void eachRuleGivesWhatItGivesInFlux() throws IOException {
        List<String> lines = lines();
        JsonNode claims = JSON.readTree(lines.getFirst()).path("environment").path("claims");
        List<String> different = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonNode rule = JSON.readTree(line);
            String outcome = outcome(provider(rule), claims);
            // "sluice": one of the differences that docs/differences.md names; all of them refuse
            String expected =
                    rule.path(rule.has("sluice") ? "sluice" : "expect").asText();
            if (!outcome.equals(expected)) {
                different.add(line + " gives " + outcome);
            }
        }

        assertThat(lines).hasSizeGreaterThan(250);
        assertThat(different).isEmpty();
    }

    private static String outcome(OidcProvider provider, JsonNode claims) {
        return switch (ClaimRules.compile(provider)) {
            case ClaimRulesCompilation.Invalid invalid -> "compile-error";
            case ClaimRulesCompilation.Compiled(ClaimRules rules) ->
                switch (rules.check(claims)) {
                    case ClaimsVerdict.Passed() -> "true";
                    case ClaimsVerdict.Refused refused -> "false";
                    case ClaimsVerdict.Failed failed -> "eval-error";
                };
        };
    }

    private static OidcProvider provider(JsonNode rule) {
        List<OidcProvider.Variable> variables = new ArrayList<>();
        rule.path("variables")
                .forEach(variable -> variables.add(new OidcProvider.Variable(
                        variable.path(0).asText(), variable.path(1).asText())));
        return new OidcProvider(
                "https://issuer.example",
                null,
                variables,
                List.of(new OidcProvider.Validation(rule.path("expr").asText(), "must hold")));
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ClaimRulesCorpusTest.class.getResourceAsStream("claim-rules.jsonl")),
                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
