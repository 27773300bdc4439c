package dev.sluice.function.oidc;

import dev.sluice.route.OidcProvider;
import java.time.Instant;
import java.util.List;

/** Checks tokens of the issuers that a Receiver trusts. */
@FunctionalInterface
public interface OidcTokens {

    /**
     * Checks a token.
     *
     * @param token what stands behind {@code Bearer}
     * @param providers the issuers
     * @param received when its webhook came in, at which time it must count
     * @return the outcome, never an exception
     */
    TokenCheck check(String token, List<OidcProvider> providers, Instant received);
}
