package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.util.Optional;

/**
 * What a Receiver demands of the claims of a genuine token: the variables and validations of its issuer.
 *
 * @see <a href="https://fluxcd.io/flux/components/notification/receivers/#generic-oidc">Generic OIDC</a>
 */
@FunctionalInterface
public interface ClaimsRules {

    /**
     * Checks claims.
     *
     * @param provider the issuer, with its variables and validations
     * @param claims the claims of its token
     * @return why they are refused; empty when they are not
     */
    Optional<Reason> check(OidcProvider provider, JsonNode claims);
}
