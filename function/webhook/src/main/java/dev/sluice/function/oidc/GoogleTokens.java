package dev.sluice.function.oidc;

import dev.sluice.function.webhook.Reason;
import java.time.Instant;
import java.util.Optional;

/** Checks Google's ID tokens. */
@FunctionalInterface
public interface GoogleTokens {

    /**
     * Checks a token.
     *
     * @param token what stands behind {@code Bearer}
     * @param email the service account that must have got it
     * @param audience the audience that it must be for
     * @param received when its webhook came in, at which time it must count
     * @return what is wrong with it, empty when nothing is; never an exception
     */
    Optional<Reason> check(String token, String email, String audience, Instant received);
}
