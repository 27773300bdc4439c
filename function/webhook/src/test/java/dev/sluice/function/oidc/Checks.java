package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;
import dev.sluice.route.OidcProvider;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The check of tokens, as it is but for the addresses and certificates that it lets pass. */
record Checks(IssuedTokenCheck check, InstantSource clock) {

    /** Calls loopback, and trusts the test's issuers. */
    static SafeHttps loopback() {
        return new SafeHttps(TestTls.get().getSocketFactory(), InetAddress::getAllByName, address -> true);
    }

    static Checks with(Documents documents, InstantSource clock) {
        return new Checks(new IssuedTokenCheck(new Issuers(documents, clock), clock), clock);
    }

    static Checks with(InstantSource clock) {
        return with(loopback(), clock);
    }

    TokenCheck check(String token, OidcProvider... providers) {
        return check.check(token, List.of(providers), clock.instant());
    }

    /** Why a token is refused; empty when it is genuine. */
    Optional<Reason> refusal(String token, OidcProvider... providers) {
        return switch (check(token, providers)) {
            case TokenCheck.Refused(Reason reason) -> Optional.of(reason);
            case TokenCheck.Genuine(OidcProvider provider, ObjectNode claims) -> Optional.empty();
        };
    }
}
