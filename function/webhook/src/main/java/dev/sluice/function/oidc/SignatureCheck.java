package dev.sluice.function.oidc;

import dev.sluice.function.webhook.Reason;
import java.util.List;
import java.util.Optional;

/** Whether a key of its issuer has signed a token. */
final class SignatureCheck {

    private SignatureCheck() {}

    /** What is wrong with the token's signature; empty when nothing is. Looks for new keys when no key has made it. */
    static Optional<Reason> check(Jwt token, KeyCache cache, Deadline deadline) {
        return switch (cache.keys(deadline)) {
            case Loaded.Failed(Reason reason) -> Optional.of(reason);
            case Loaded.Keys keys -> {
                Optional<Reason> wrong = check(token, keys);
                yield wrong.isEmpty()
                        ? wrong
                        : cache.newerThan(keys, deadline)
                                .map(newer -> check(token, newer))
                                .orElse(wrong);
            }
        };
    }

    private static Optional<Reason> check(Jwt token, Loaded.Keys keys) {
        if (!keys.algorithms().contains(token.algorithm())) {
            return Optional.of(Reason.ALGORITHM_REFUSED);
        }
        List<SigningKey> candidates = keys.keys().stream()
                .filter(key -> token.keyId().isEmpty() || key.id().equals(token.keyId()))
                .toList();
        if (candidates.isEmpty()) {
            return Optional.of(Reason.KEY_UNKNOWN);
        }
        boolean genuine = candidates.stream().anyMatch(key -> key.signed(token));
        return genuine ? Optional.empty() : Optional.of(Reason.SIGNATURE_MISMATCH);
    }
}
