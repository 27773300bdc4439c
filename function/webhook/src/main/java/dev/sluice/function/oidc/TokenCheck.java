package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;

/** The outcome of checking a token. */
public sealed interface TokenCheck {

    /**
     * It is genuine; whether its claims please the Receiver is another question.
     *
     * @param provider the issuer
     * @param claims all that it says
     */
    record Genuine(OidcProvider provider, ObjectNode claims) implements TokenCheck {}

    /** It is not, and why. */
    record Refused(Reason reason) implements TokenCheck {}

    static TokenCheck refused(Reason reason) {
        return new Refused(reason);
    }
}
