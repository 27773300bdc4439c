package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.cel.ClaimRules;
import dev.sluice.cel.ClaimRulesCompilation;
import dev.sluice.cel.ClaimsVerdict;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules as CEL. Compiling takes milliseconds, so compiled ones are kept; loading CEL takes longer, so nothing of it
 * is touched before the first token was found genuine.
 */
public final class CelClaimsRules implements ClaimsRules {

    private static final int MOST_KEPT = 1_000;

    private final Map<OidcProvider, ClaimRulesCompilation> compiled = new LinkedHashMap<>();

    @Override
    public Optional<Reason> check(OidcProvider provider, JsonNode claims) {
        if (!(compiled(provider) instanceof ClaimRulesCompilation.Compiled(ClaimRules rules))) {
            return Optional.of(Reason.RULES_INVALID);
        }
        return switch (rules.check(claims)) {
            case ClaimsVerdict.Passed() -> Optional.empty();
            case ClaimsVerdict.Refused refused -> Optional.of(Reason.CLAIMS_REFUSED);
            case ClaimsVerdict.Failed failed -> Optional.of(Reason.CLAIMS_REFUSED);
        };
    }

    private synchronized ClaimRulesCompilation compiled(OidcProvider provider) {
        if (compiled.size() >= MOST_KEPT && !compiled.containsKey(provider)) {
            compiled.remove(compiled.keySet().iterator().next());
        }
        return compiled.computeIfAbsent(provider, ClaimRules::compile);
    }
}
