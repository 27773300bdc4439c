package dev.sluice.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.NullValue;
import dev.sluice.route.OidcProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The compiled claim rules of an entry of {@code spec.oidcProviders}. The variables are evaluated in order, each seen by
 * the later ones as {@code vars.<name>}, a dyn; then all validations must hold. Safe for use by many threads.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#generic-oidc-receiver">Flux, generic-oidc</a>
 */
public final class ClaimRules {

    private final Map<String, Expression> variables;
    private final List<Rule> validations;

    private record Rule(Expression expression, String message) {}

    private ClaimRules(Map<String, Expression> variables, List<Rule> validations) {
        this.variables = variables;
        this.validations = validations;
    }

    /**
     * Compiles the rules of one issuer.
     *
     * @param provider the issuer
     * @return the rules; or the first expression that is wrong, and why
     */
    public static ClaimRulesCompilation compile(OidcProvider provider) {
        return compile(provider, Limits.DEFAULT);
    }

    static ClaimRulesCompilation compile(OidcProvider provider, Limits limits) {
        ExpressionCompiler compiler = new ExpressionCompiler(List.of("claims", "vars"), limits);
        Map<String, Expression> variables = new LinkedHashMap<>();
        for (OidcProvider.Variable variable : provider.variables()) {
            try {
                variables.put(variable.name(), compiler.compile(variable.expression()));
            } catch (InvalidExpression e) {
                return new ClaimRulesCompilation.Invalid("variable '" + variable.name() + "': " + e.problem());
            }
        }
        List<Rule> validations = new ArrayList<>();
        for (OidcProvider.Validation validation : provider.validations()) {
            try {
                validations.add(new Rule(compiler.compileBool(validation.expression()), validation.message()));
            } catch (InvalidExpression e) {
                return new ClaimRulesCompilation.Invalid("validation '" + validation.message() + "': " + e.problem());
            }
        }
        return new ClaimRulesCompilation.Compiled(new ClaimRules(variables, List.copyOf(validations)));
    }

    /**
     * Judges a token's claims.
     *
     * @param claims the claims, of a token that was verified
     * @return whether all validations hold; or the messages of those that do not; or what could not be evaluated
     */
    public ClaimsVerdict check(JsonNode claims) {
        Map<String, Object> vars = new LinkedHashMap<>();
        Map<String, Object> seen = Map.of("claims", JsonValues.of(claims), "vars", vars);
        for (Map.Entry<String, Expression> variable : variables.entrySet()) {
            try {
                vars.put(variable.getKey(), opened(variable.getValue().value(seen)));
            } catch (EvaluationFailed e) {
                return new ClaimsVerdict.Failed("variable '" + variable.getKey() + "': " + e.problem());
            }
        }
        List<String> refusals = new ArrayList<>();
        for (Rule rule : validations) {
            try {
                if (!rule.expression().holds(seen)) {
                    refusals.add(rule.message());
                }
            } catch (EvaluationFailed e) {
                return new ClaimsVerdict.Failed("validation '" + rule.message() + "': " + e.problem());
            }
        }
        return refusals.isEmpty() ? new ClaimsVerdict.Passed() : new ClaimsVerdict.Refused(refusals);
    }

    /**
     * What a variable is to later expressions. Flux takes each value out of CEL: an optional becomes its content or null, a
     * type its name. Were it left an optional, {@code vars.x != 'y'} would hold whatever its content is.
     */
    private static Object opened(Object value) {
        return switch (value) {
            case Optional<?> optional ->
                optional.<Object>map(ClaimRules::opened).orElse(NullValue.NULL_VALUE);
            case TypeType type -> type.containingTypeName();
            default -> value;
        };
    }
}
